package dev.assay.eventstore.ledger.proofs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger is, for operators.
 *
 * @param origin in force; null before the first start
 * @param size of the global tree
 * @param publishedSize up to where it may be shown
 * @param keys the newest first
 * @param origins in the order in which they came; any but the first stands for a break
 * @param refusal null while all is well
 */
public record LedgerStatus(
    @Nullable String origin,
    long size,
    long publishedSize,
    @Nullable Instant publishedAt,
    List<Key> keys,
    List<Origin> origins,
    List<Witness> witnesses,
    @Nullable Refusal refusal) {

  /** A public key and since when it signs. */
  public record Key(String vkey, Instant since, long sinceSize) {}

  /**
   * A name of the ledger.
   *
   * @param reason of the break that began it, who recorded that, and what had been published before
   */
  public record Origin(
      String origin,
      Instant since,
      long sinceSize,
      @Nullable String reason,
      @Nullable String madeBy,
      @Nullable Long lostSize,
      @Nullable String lostRoot) {}

  /** The largest checkpoint that a witness has cosigned. */
  public record Witness(String name, long size, Instant cosignedAt) {}

  /**
   * Why nothing is ordered or signed.
   *
   * @param claimedSize of the checkpoint that was published and is missing, where it is known
   */
  public record Refusal(
      String reason, Instant since, @Nullable Long claimedSize, @Nullable String claimedRoot) {}
}
