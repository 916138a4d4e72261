/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.note;

import org.jspecify.annotations.NullMarked;
