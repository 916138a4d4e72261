/** Shows checkpoints to witnesses and keeps their cosignatures (C2SP tlog-witness). */
@NullMarked
package dev.assay.eventstore.ledger.witness;

import org.jspecify.annotations.NullMarked;
