package dev.assay.eventstore.ledger;

import dev.assay.verifier.merkle.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Nothing may be ordered or signed here: it would contradict what was published, or cannot be known
 * not to. The message says what to do.
 */
public final class LedgerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to do about a database that is too old. */
  public static final String ADVICE =
      " Stop, and restore a database that has it. If that is lost, record the break:"
          + " assay ledger break (docs/how-to/restore.md)";

  private final @Nullable Long claimedSize;
  private final transient @Nullable Hash claimedRoot;
  private final @Nullable String witness;

  public LedgerRefused(String message) {
    this(message, null, null, null);
  }

  /**
   * @param claimedSize of what was published and is not here, where it is known
   * @param witness whose word it is; null where it is our own file's
   */
  public LedgerRefused(
      String message,
      @Nullable Long claimedSize,
      @Nullable Hash claimedRoot,
      @Nullable String witness) {
    super(message);
    this.claimedSize = claimedSize;
    this.claimedRoot = claimedRoot;
    this.witness = witness;
  }

  public @Nullable Long claimedSize() {
    return claimedSize;
  }

  public @Nullable Hash claimedRoot() {
    return claimedRoot;
  }

  public @Nullable String witness() {
    return witness;
  }
}
