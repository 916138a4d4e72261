/** Reads the trees: checkpoints, proofs, tiles and entries. */
@NullMarked
package dev.assay.eventstore.ledger.proofs;

import org.jspecify.annotations.NullMarked;
