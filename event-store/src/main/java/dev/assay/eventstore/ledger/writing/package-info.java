/** Appends ordered events to the trees and signs the heads, in the sequencer's transaction. */
@NullMarked
package dev.assay.eventstore.ledger.writing;

import org.jspecify.annotations.NullMarked;
