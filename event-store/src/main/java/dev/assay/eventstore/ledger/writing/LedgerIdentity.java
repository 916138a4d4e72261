package dev.assay.eventstore.ledger.writing;

import dev.assay.eventstore.ledger.signing.LedgerSigner;

/**
 * As whom a ledger signs.
 *
 * @param number of the origin: 1, and one more for each break
 */
public record LedgerIdentity(int number, String origin, LedgerSigner signer) {}
