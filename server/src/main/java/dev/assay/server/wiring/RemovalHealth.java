package dev.assay.server.wiring;

import dev.assay.eventstore.removal.RemovalJob;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while what is erased cannot be taken out of the record. */
final class RemovalHealth extends AbstractHealthIndicator {
  private final RemovalJob job;

  RemovalHealth(RemovalJob job) {
    this.job = job;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    job.trouble()
        .ifPresentOrElse(trouble -> health.down().withDetail("trouble", trouble), health::up);
  }
}
