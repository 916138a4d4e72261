package dev.assay.inference.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one provider may take.
 *
 * @param maxConcurrent calls at once from this process
 * @param maxWait how long a call waits for its turn before it goes back to the queue
 * @param timeLimit the longest that one call may take, whatever its deadline
 * @param failuresToOpen after so many failures in a row the breaker opens
 * @param openFor how long the breaker stays open before it lets one call through as a probe
 */
public record ProviderLimits(
    @DefaultValue("8") int maxConcurrent,
    @DefaultValue("1s") Duration maxWait,
    @DefaultValue("120s") Duration timeLimit,
    @DefaultValue("5") int failuresToOpen,
    @DefaultValue("10s") Duration openFor) {

  public static final ProviderLimits DEFAULT =
      new ProviderLimits(
          8, Duration.ofSeconds(1), Duration.ofSeconds(120), 5, Duration.ofSeconds(10));

  public ProviderLimits {
    if (maxConcurrent < 1 || failuresToOpen < 1 || !timeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "Expected limits of a provider to be positive, but they are %d calls, %d failures, %s"
              .formatted(maxConcurrent, failuresToOpen, timeLimit));
    }
  }
}
