package dev.assay.eventstore.sequencer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sequencer works.
 *
 * @param batchSize events at most that one transaction orders
 * @param poll how often it looks for events of other processes; its own process wakes it
 * @param candidacy how often a sequencer that does not lead asks to
 * @param retryAtMost the longest pause after failures; the first is 50 ms and each is twice the
 *     last
 * @param pausedAfter PostgreSQL ends the session of a leader that is silent for so long, such as
 *     one whose process is stopped, so that another can lead
 * @param horizonWarning when an open writing transaction keeps committed events from being ordered
 *     for so long, a warning says so
 */
@ConfigurationProperties("assay.sequencer")
public record SequencerProperties(
    @DefaultValue("1000") int batchSize,
    @DefaultValue("10ms") Duration poll,
    @DefaultValue("500ms") Duration candidacy,
    @DefaultValue("5s") Duration retryAtMost,
    @DefaultValue("10s") Duration pausedAfter,
    @DefaultValue("5s") Duration horizonWarning) {

  public SequencerProperties {
    if (batchSize < 1 || batchSize > 10_000) {
      throw new IllegalArgumentException(
          "Expected assay.sequencer.batch-size from 1 to 10000, but it is " + batchSize);
    }
  }

  public static SequencerProperties defaults() {
    return new SequencerProperties(
        1000,
        Duration.ofMillis(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }
}
