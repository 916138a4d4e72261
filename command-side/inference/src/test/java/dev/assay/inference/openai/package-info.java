/** Tests of the OpenAI-compatible adapter over HTTP. */
@NullMarked
package dev.assay.inference.openai;

import org.jspecify.annotations.NullMarked;
