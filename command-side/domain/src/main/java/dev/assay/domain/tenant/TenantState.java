package dev.assay.domain.tenant;

import static dev.assay.domain.tenant.TenantStatus.ACTIVE;
import static dev.assay.domain.tenant.TenantStatus.SUSPENDED;

import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantEvent;
import dev.assay.api.tenant.TenantEvent.TenantQuotasChanged;
import dev.assay.api.tenant.TenantEvent.TenantReactivated;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.api.tenant.TenantEvent.TenantTierChanged;
import dev.assay.api.tenant.Tier;
import dev.assay.domain.LifeCycle;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the events of a tenant add up to. */
record TenantState(
    TenantStatus status, String name, Tier tier, Quotas quotas, Map<String, String> settings) {
  private static final Set<TenantStatus> ANY = EnumSet.allOf(TenantStatus.class);

  static final LifeCycle<TenantStatus> LIFE_CYCLE =
      LifeCycle.of("Tenant", TenantStatus.class)
          .starting(TenantRegistered.class, ACTIVE)
          .on(ACTIVE, TenantSuspended.class, SUSPENDED)
          .on(SUSPENDED, TenantReactivated.class, ACTIVE)
          .staying(ANY, TenantTierChanged.class)
          .staying(ANY, TenantQuotasChanged.class)
          .staying(EnumSet.of(ACTIVE), TenantSettingsChanged.class)
          .build();

  TenantState {
    settings = Map.copyOf(settings);
  }

  static TenantState of(TenantRegistered event) {
    return new TenantState(
        LIFE_CYCLE.after(null, event), event.name(), event.tier(), event.quotas(), Map.of());
  }

  /** The one way in which events change it; only the creating event finds none. */
  static TenantState evolved(@Nullable TenantState state, TenantEvent event) {
    if (state != null) {
      return state.after(event);
    }
    if (event instanceof TenantRegistered registered) {
      return of(registered);
    }
    throw new IllegalStateException("Expected a history that begins with TenantRegistered");
  }

  TenantState after(TenantEvent event) {
    TenantStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case TenantRegistered e -> of(e);
      case TenantSuspended e -> new TenantState(next, name, tier, quotas, settings);
      case TenantReactivated e -> new TenantState(next, name, tier, quotas, settings);
      case TenantTierChanged e -> new TenantState(next, name, e.tier(), quotas, settings);
      case TenantQuotasChanged e -> new TenantState(next, name, tier, e.quotas(), settings);
      case TenantSettingsChanged e -> new TenantState(next, name, tier, quotas, e.settings());
    };
  }
}
