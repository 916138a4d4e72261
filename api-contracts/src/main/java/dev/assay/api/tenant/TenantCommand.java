package dev.assay.api.tenant;

import static dev.assay.api.envelope.Role.PLATFORM_ADMIN;
import static dev.assay.api.envelope.Role.TENANT_ADMIN;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.TenantId;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What a tenant may be asked. Every command is sent with the tenant itself as metadata tenant. */
public sealed interface TenantCommand {
  @AllowedTo(PLATFORM_ADMIN)
  record RegisterTenant(
      @TargetAggregateIdentifier TenantId tenantId,
      String name,
      Tier tier,
      @Nullable String region,
      Quotas quotas)
      implements TenantCommand {}

  @AllowedTo(PLATFORM_ADMIN)
  record SuspendTenant(@TargetAggregateIdentifier TenantId tenantId, String reason)
      implements TenantCommand {}

  @AllowedTo(PLATFORM_ADMIN)
  record ReactivateTenant(@TargetAggregateIdentifier TenantId tenantId) implements TenantCommand {}

  @AllowedTo(PLATFORM_ADMIN)
  record ChangeTenantTier(@TargetAggregateIdentifier TenantId tenantId, Tier tier)
      implements TenantCommand {}

  @AllowedTo(PLATFORM_ADMIN)
  record ChangeTenantQuotas(@TargetAggregateIdentifier TenantId tenantId, Quotas quotas)
      implements TenantCommand {}

  @AllowedTo(TENANT_ADMIN)
  record ChangeTenantSettings(
      @TargetAggregateIdentifier TenantId tenantId, Map<String, String> settings)
      implements TenantCommand {}
}
