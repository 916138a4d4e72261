/** The ledger's private keys: where they come from, and what they sign. */
@NullMarked
package dev.assay.eventstore.ledger.signing;

import org.jspecify.annotations.NullMarked;
