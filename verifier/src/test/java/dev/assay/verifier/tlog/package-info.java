/** Tests of the package of the same name. */
@NullMarked
package dev.assay.verifier.tlog;

import org.jspecify.annotations.NullMarked;
