package dev.assay.api.tenant;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.TenantId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Confidential;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a tenant. */
public sealed interface TenantEvent extends DomainEvent {
  TenantId tenantId();

  @EventName("tenant.registered")
  record TenantRegistered(
      TenantId tenantId,
      @Clear String name,
      Tier tier,
      @Clear @Nullable String region,
      Quotas quotas)
      implements TenantEvent {}

  @EventName("tenant.suspended")
  record TenantSuspended(TenantId tenantId, @Confidential String reason) implements TenantEvent {}

  @EventName("tenant.reactivated")
  record TenantReactivated(TenantId tenantId) implements TenantEvent {}

  @EventName("tenant.tier-changed")
  record TenantTierChanged(TenantId tenantId, Tier tier) implements TenantEvent {}

  @EventName("tenant.quotas-changed")
  record TenantQuotasChanged(TenantId tenantId, Quotas quotas) implements TenantEvent {}

  @EventName("tenant.settings-changed")
  record TenantSettingsChanged(TenantId tenantId, @Clear Map<String, String> settings)
      implements TenantEvent {}
}
