/**
 * Text forms that have exactly one spelling, so that a changed byte is always a changed meaning.
 */
@NullMarked
package dev.assay.verifier.encoding;

import org.jspecify.annotations.NullMarked;
