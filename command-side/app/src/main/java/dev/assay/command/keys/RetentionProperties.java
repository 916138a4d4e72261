package dev.assay.command.keys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often keys are looked after. One process of an installation does it.
 *
 * @param interval between two runs of the retention job
 * @param check between two comparisons of the key store with what the record says was erased or is
 *     held; also done when a process takes the work over, so at every start
 */
@ConfigurationProperties("assay.retention")
public record RetentionProperties(
    @DefaultValue("1h") Duration interval, @DefaultValue("24h") Duration check) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public RetentionProperties {
    if (interval.compareTo(SHORTEST) < 0 || check.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "Expected assay.retention.interval and .check of at least one second");
    }
  }
}
