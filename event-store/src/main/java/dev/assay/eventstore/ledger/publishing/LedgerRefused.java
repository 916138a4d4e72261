package dev.assay.eventstore.ledger.publishing;

import dev.assay.verifier.note.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Nothing may be ordered or signed here: it would contradict what was published, or cannot be known
 * not to. The message says what to do.
 */
public final class LedgerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Checkpoint claimed;
  private final @Nullable String witness;

  LedgerRefused(String message, @Nullable Checkpoint claimed) {
    this(message, claimed, null);
  }

  /**
   * @param claimed what was published and is not here, where it is known
   * @param witness whose word it is; null where it is our own file's
   */
  public LedgerRefused(String message, @Nullable Checkpoint claimed, @Nullable String witness) {
    super(message);
    this.claimed = claimed;
    this.witness = witness;
  }

  @Nullable Checkpoint claimed() {
    return claimed;
  }

  @Nullable String witness() {
    return witness;
  }
}
