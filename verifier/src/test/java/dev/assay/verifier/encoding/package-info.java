/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.encoding;

import org.jspecify.annotations.NullMarked;
