package dev.assay.query.tenants;

import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of a tenant. */
record TenantView(
    UUID tenantId,
    String name,
    String tier,
    @Nullable String region,
    String status,
    @Nullable String suspensionReason,
    @Nullable Json quotas,
    @Nullable Json settings,
    Instant createdAt,
    Instant updatedAt) {
  static TenantView of(Tenant row, Sealing sealing) {
    String suspended = row.suspensionReason;
    return new TenantView(
        row.id(),
        row.name,
        row.tier,
        row.region,
        row.status,
        suspended == null ? null : sealing.openText(row.id(), suspended),
        Json.of(row.quotas),
        Json.of(row.settings),
        row.createdAt(),
        row.updatedAt());
  }
}
