package dev.assay.domain.agentexecution;

import dev.assay.api.id.ModelCallId;
import java.time.Duration;

/**
 * How long to wait before the same model is asked again: twice as long after each failure, at most
 * {@link #MOST}, spread over the upper half so that calls which failed together do not come back
 * together. The spread is derived from the call's id: the same call always waits as long.
 */
final class Backoff {
  /** How often one model is tried before the next one is. */
  static final int MAX_TRIES_OF_A_MODEL = 3;

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration MOST = Duration.ofSeconds(60);

  private Backoff() {}

  /**
   * @param next the call that has to wait
   * @param failures how often the model has failed; at least 1
   */
  static Duration before(ModelCallId next, int failures) {
    long doubled = FIRST.toMillis() << Math.min(failures - 1, 20);
    long most = Math.min(doubled, MOST.toMillis());
    long spread = Math.floorMod(next.value().getLeastSignificantBits(), most / 2 + 1);
    return Duration.ofMillis(most - spread);
  }
}
