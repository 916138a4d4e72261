/** The record as a transparency log: what its trees, checkpoints and proofs are. */
@NullMarked
package dev.assay.eventstore.ledger;

import org.jspecify.annotations.NullMarked;
