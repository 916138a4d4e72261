/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.merkle;

import org.jspecify.annotations.NullMarked;
