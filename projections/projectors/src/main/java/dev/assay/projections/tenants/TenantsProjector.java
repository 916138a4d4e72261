package dev.assay.projections.tenants;

import dev.assay.api.tenant.TenantEvent;
import dev.assay.api.tenant.TenantEvent.TenantQuotasChanged;
import dev.assay.api.tenant.TenantEvent.TenantReactivated;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.api.tenant.TenantEvent.TenantTierChanged;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;
import java.util.Map;

/** Fills {@code tenants}. The tenant id is the whole key. */
public final class TenantsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.TENANTS;
  }

  @Override
  public List<RowChange> changes(StoredEvent event) {
    return List.of(
        switch ((TenantEvent) event.event()) {
          case TenantRegistered e ->
              RowChange.upsert("tenants")
                  .set("name", e.name())
                  .set("tier", e.tier())
                  .set("region", e.region())
                  .set("status", "ACTIVE")
                  .set("quotas", e.quotas())
                  .set("settings", Map.of());
          case TenantSuspended e ->
              tenant().set("status", "SUSPENDED").set("suspension_reason", e.reason());
          case TenantReactivated e ->
              tenant().set("status", "ACTIVE").set("suspension_reason", null);
          case TenantTierChanged e -> tenant().set("tier", e.tier());
          case TenantQuotasChanged e -> tenant().set("quotas", e.quotas());
          case TenantSettingsChanged e -> tenant().set("settings", e.settings());
        });
  }

  private static RowChange tenant() {
    return RowChange.update("tenants");
  }
}
