package dev.assay.projections.runner;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How projections run.
 *
 * @param maxBatch events that one transaction takes in at most
 * @param maxWrite how long a write transaction should take at most; batches shrink to keep to it
 * @param takeoverPoll how often a process that does not own a projection tries to
 * @param maxBackoff the longest pause after repeated failures
 * @param rebuild how read models are filled anew
 */
@ConfigurationProperties("assay.projections")
public record ProjectionProperties(
    @DefaultValue("1024") int maxBatch,
    @DefaultValue("100ms") Duration maxWrite,
    @DefaultValue("250ms") Duration takeoverPoll,
    @DefaultValue("5s") Duration maxBackoff,
    @DefaultValue Rebuild rebuild) {

  /**
   * How read models are filled anew.
   *
   * @param segments that are loaded side by side, each on a thread and a connection of its own
   * @param indexes that are made at the same time once rows are loaded; while one is made, no event
   *     gets its place, and with several each takes longer
   * @param maxEventsPerSecond of this process, over all segments; 0 for as many as there can be
   * @param keepOld how long the build before follows the record after a promotion, as a way back
   */
  public record Rebuild(
      @DefaultValue("2") int segments,
      @DefaultValue("1") int indexes,
      @DefaultValue("0") long maxEventsPerSecond,
      @DefaultValue("24h") Duration keepOld) {
    public Rebuild {
      if (segments < 1 || segments > 64) {
        throw new IllegalArgumentException(
            "Expected assay.projections.rebuild.segments from 1 to 64, but it is " + segments);
      }
      if (indexes < 1 || indexes > 8) {
        throw new IllegalArgumentException(
            "Expected assay.projections.rebuild.indexes from 1 to 8, but it is " + indexes);
      }
    }
  }

  public static final ProjectionProperties DEFAULT =
      new ProjectionProperties(
          1024,
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          new Rebuild(2, 1, 0, Duration.ofHours(24)));

  public ProjectionProperties {
    if (maxBatch < 1 || maxBatch > 10_000) {
      throw new IllegalArgumentException(
          "Expected assay.projections.max-batch from 1 to 10000, but it is " + maxBatch);
    }
  }
}
