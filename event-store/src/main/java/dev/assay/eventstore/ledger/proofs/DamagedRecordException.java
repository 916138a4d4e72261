package dev.assay.eventstore.ledger.proofs;

/**
 * The record lacks part of what it has signed. Nothing of Assay takes anything out of it: somebody
 * did by other means, or a disk lost it.
 */
public final class DamagedRecordException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DamagedRecordException(String message) {
    super(message);
  }
}
