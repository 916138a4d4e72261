package dev.assay.query.tenants;

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
  static TenantView of(Tenant row) {
    return new TenantView(
        row.id(),
        row.name,
        row.tier,
        row.region,
        row.status,
        row.suspensionReason,
        Json.of(row.quotas),
        Json.of(row.settings),
        row.createdAt(),
        row.updatedAt());
  }
}
