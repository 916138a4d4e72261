/** Merkle trees as RFC 6962 and RFC 9162 define them: hashes, compact ranges and proofs. */
@NullMarked
package dev.assay.verifier.merkle;

import org.jspecify.annotations.NullMarked;
