package dev.assay.domain.tenant;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.api.tenant.TenantCommand.ChangeTenantQuotas;
import dev.assay.api.tenant.TenantCommand.ChangeTenantSettings;
import dev.assay.api.tenant.TenantCommand.ChangeTenantTier;
import dev.assay.api.tenant.TenantCommand.ReactivateTenant;
import dev.assay.api.tenant.TenantCommand.RegisterTenant;
import dev.assay.api.tenant.TenantCommand.SuspendTenant;
import dev.assay.api.tenant.TenantEvent;
import dev.assay.api.tenant.TenantEvent.TenantQuotasChanged;
import dev.assay.api.tenant.TenantEvent.TenantReactivated;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.api.tenant.TenantEvent.TenantTierChanged;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A customer: what it has signed up for, and whether it may work. */
@AggregateRoot
public class Tenant {
  public static final LifeCycle<TenantStatus> LIFE_CYCLE = TenantState.LIFE_CYCLE;

  public static final Evolution<TenantEvent, ?> EVOLUTION =
      new Evolution<>("Tenant", TenantEvent.class, TenantState::evolved);

  private static final int MAX_NAME_CHARS = 200;
  private static final int MAX_REASON_CHARS = 2_000;

  @AggregateIdentifier private @Nullable TenantId id;
  private @Nullable TenantState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(RegisterTenant command) {
    if (state != null) {
      if (!state.name().equals(command.name())) {
        throw new CommandRejected(
            RejectionCode.ALREADY_EXISTS,
            "Expected a new tenant, but " + command.tenantId() + " is registered as another");
      }
      return;
    }
    Refusals.requireText("name", command.name(), MAX_NAME_CHARS);
    TenantGuards.requireRegion(command.region());
    TenantGuards.requireQuotas(command.quotas());
    apply(
        new TenantRegistered(
            command.tenantId(),
            command.name(),
            command.tier(),
            command.region(),
            command.quotas()));
  }

  @CommandHandler
  void decide(SuspendTenant command) {
    if (state().status() == TenantStatus.SUSPENDED) {
      return;
    }
    Refusals.requireText("reason", command.reason(), MAX_REASON_CHARS);
    apply(new TenantSuspended(command.tenantId(), command.reason()));
  }

  @CommandHandler
  void decide(ReactivateTenant command) {
    if (state().status() == TenantStatus.ACTIVE) {
      return;
    }
    apply(new TenantReactivated(command.tenantId()));
  }

  @CommandHandler
  void decide(ChangeTenantTier command) {
    if (state().tier() == command.tier()) {
      return;
    }
    apply(new TenantTierChanged(command.tenantId(), command.tier()));
  }

  @CommandHandler
  void decide(ChangeTenantQuotas command) {
    if (state().quotas().equals(command.quotas())) {
      return;
    }
    TenantGuards.requireQuotas(command.quotas());
    apply(new TenantQuotasChanged(command.tenantId(), command.quotas()));
  }

  @CommandHandler
  void decide(ChangeTenantSettings command) {
    if (state().settings().equals(command.settings())) {
      return;
    }
    if (state().status() != TenantStatus.ACTIVE) {
      throw CommandRejected.invalidState("Expected an active tenant, but it is suspended");
    }
    TenantGuards.requireSettings(command.settings());
    apply(new TenantSettingsChanged(command.tenantId(), command.settings()));
  }

  private TenantState state() {
    if (state == null) {
      throw new IllegalStateException("Expected a tenant that is registered");
    }
    return state;
  }

  @EventSourcingHandler
  void evolve(TenantEvent event) {
    id = event.tenantId();
    state = TenantState.evolved(state, event);
  }
}
