/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.leaf;

import org.jspecify.annotations.NullMarked;
