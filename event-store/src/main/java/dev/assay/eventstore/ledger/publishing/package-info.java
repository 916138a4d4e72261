/** Decides which checkpoints may be shown, and refuses to go on where two would contradict. */
@NullMarked
package dev.assay.eventstore.ledger.publishing;

import org.jspecify.annotations.NullMarked;
