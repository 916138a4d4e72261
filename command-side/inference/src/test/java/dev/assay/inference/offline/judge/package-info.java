/** The offline model's tests: judge. */
@NullMarked
package dev.assay.inference.offline.judge;

import org.jspecify.annotations.NullMarked;
