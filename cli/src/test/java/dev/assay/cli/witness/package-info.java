/** Tests of the package of the same name. */
@NullMarked
package dev.assay.cli.witness;

import org.jspecify.annotations.NullMarked;
