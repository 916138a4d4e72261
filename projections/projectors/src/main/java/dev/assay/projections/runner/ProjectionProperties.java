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
 */
@ConfigurationProperties("assay.projections")
public record ProjectionProperties(
    @DefaultValue("256") int maxBatch,
    @DefaultValue("100ms") Duration maxWrite,
    @DefaultValue("250ms") Duration takeoverPoll,
    @DefaultValue("5s") Duration maxBackoff) {

  public static final ProjectionProperties DEFAULT =
      new ProjectionProperties(
          256, Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(5));

  public ProjectionProperties {
    if (maxBatch < 1 || maxBatch > 10_000) {
      throw new IllegalArgumentException(
          "Expected assay.projections.max-batch from 1 to 10000, but it is " + maxBatch);
    }
  }
}
