/** The offline model's tests. */
@NullMarked
package dev.assay.inference.offline;

import org.jspecify.annotations.NullMarked;
