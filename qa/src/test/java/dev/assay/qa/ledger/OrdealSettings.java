package dev.assay.qa.ledger;

import java.time.Duration;

/**
 * How hard the harness tries.
 *
 * @param seed {@code -Dassay.crash.seed}: the times of the crashes and their kinds
 * @param crashes {@code -Dassay.crashes}
 * @param spread a crash comes at most so long after a sequencer has begun to work
 * @param hasty sequencers show checkpoints before they are committed: the negative control
 */
record OrdealSettings(long seed, int crashes, Duration spread, boolean hasty) {
  private static final int CRASHES = 25;
  private static final Duration SPREAD = Duration.ofMillis(300);

  static OrdealSettings fromProperties() {
    return new OrdealSettings(
        Long.getLong("assay.crash.seed", System.nanoTime()),
        Integer.getInteger("assay.crashes", CRASHES),
        SPREAD,
        false);
  }

  /** A few crashes of sequencers that are wrong. */
  OrdealSettings hasty(int few) {
    return new OrdealSettings(seed, few, spread, true);
  }
}
