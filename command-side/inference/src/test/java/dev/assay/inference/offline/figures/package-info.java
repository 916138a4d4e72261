/** The offline model's tests: figures. */
@NullMarked
package dev.assay.inference.offline.figures;

import org.jspecify.annotations.NullMarked;
