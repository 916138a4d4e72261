/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.program;

import org.jspecify.annotations.NullMarked;
