/**
 * Every provider that speaks OpenAI's chat completions. No class of a vendor leaves this package.
 */
@NullMarked
package dev.assay.inference.openai;

import org.jspecify.annotations.NullMarked;
