/** Kills the sequencer again and again, before a witness that forgets nothing. */
@NullMarked
package dev.assay.qa.ledger;

import org.jspecify.annotations.NullMarked;
