package dev.assay.eventstore.removal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When ciphertext whose key is erased is taken out of the record.
 *
 * @param grace how long after the key was erased; more than the two minutes for which a process may
 *     still have known the key
 * @param every how often is looked for what is due
 * @param batch events that one transaction looks at
 * @param keys that one passage through a tenant's events takes up at most
 * @param steps transactions of one look at most; the next look goes on
 */
@ConfigurationProperties("assay.erasure.removal")
public record RemovalProperties(
    @DefaultValue("30d") Duration grace,
    @DefaultValue("10m") Duration every,
    @DefaultValue("500") int batch,
    @DefaultValue("10000") int keys,
    @DefaultValue("10000") int steps) {
  public RemovalProperties {
    if (grace.isNegative() || batch < 1 || keys < 1 || steps < 1 || !every.isPositive()) {
      throw new IllegalArgumentException(
          "Expected assay.erasure.removal with a grace that is not negative and positive limits,"
              + " but got %s, every %s, %d, %d, %d".formatted(grace, every, batch, keys, steps));
    }
  }
}
