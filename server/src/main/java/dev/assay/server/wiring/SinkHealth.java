package dev.assay.server.wiring;

import dev.assay.sinks.Sinks;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while some sink of this process does not take events. */
final class SinkHealth extends AbstractHealthIndicator {
  private final Sinks sinks;

  SinkHealth(Sinks sinks) {
    this.sinks = sinks;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Map<String, String> troubles = sinks.troubles();
    if (troubles.isEmpty()) {
      health.up();
    } else {
      health.down().withDetails(troubles);
    }
  }
}
