/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.json;

import org.jspecify.annotations.NullMarked;
