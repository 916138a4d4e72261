package dev.assay.server.wiring;

import dev.assay.eventstore.letters.LetterAlarms;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up all the same: a dead letter holds up one sequence and nothing else. Who has how many is told
 * beside it.
 */
final class LetterHealth extends AbstractHealthIndicator {
  private final LetterAlarms alarms;

  LetterHealth(LetterAlarms alarms) {
    this.alarms = alarms;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Map<String, Long> letters = alarms.letters();
    health.up().withDetail("parked", letters.values().stream().mapToLong(Long::longValue).sum());
    letters.forEach(health::withDetail);
  }
}
