/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.bundle;

import org.jspecify.annotations.NullMarked;
