/** The offline model's tests: prompt. */
@NullMarked
package dev.assay.inference.offline.prompt;

import org.jspecify.annotations.NullMarked;
