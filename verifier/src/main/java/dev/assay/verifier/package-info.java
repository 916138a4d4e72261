/** Checks the record without the server: hashes, notes, leaves and bundles, with only a JDK. */
@NullMarked
package dev.assay.verifier;

import org.jspecify.annotations.NullMarked;
