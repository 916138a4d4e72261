package dev.assay.server.wiring;

import dev.assay.eventstore.ledger.publishing.Notary;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Not ready while this process would order events and must not. Others are not concerned. */
final class LedgerHealth extends AbstractHealthIndicator {
  private final @Nullable Notary notary;

  LedgerHealth(@Nullable Notary notary) {
    this.notary = notary;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    String refusal = notary == null ? null : notary.refusal().orElse(null);
    if (refusal == null) {
      health.up();
    } else {
      health.outOfService().withDetail("refusal", refusal);
    }
  }
}
