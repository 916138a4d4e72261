/** Tests of {@code assay what-if}. */
@NullMarked
package dev.assay.cli.whatif;

import org.jspecify.annotations.NullMarked;
