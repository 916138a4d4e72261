/**
 * Checks a bundle: a ZIP file with events, a signed checkpoint and proofs (format in
 * docs/reference/bundle.md). Nothing of a bundle is believed before it is checked.
 */
@NullMarked
package dev.assay.verifier.bundle;

import org.jspecify.annotations.NullMarked;
