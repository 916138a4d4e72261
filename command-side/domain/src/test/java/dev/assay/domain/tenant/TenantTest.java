package dev.assay.domain.tenant;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.TOO_LARGE;

import dev.assay.api.id.TenantId;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantCommand.ChangeTenantQuotas;
import dev.assay.api.tenant.TenantCommand.ChangeTenantSettings;
import dev.assay.api.tenant.TenantCommand.ChangeTenantTier;
import dev.assay.api.tenant.TenantCommand.ReactivateTenant;
import dev.assay.api.tenant.TenantCommand.RegisterTenant;
import dev.assay.api.tenant.TenantCommand.SuspendTenant;
import dev.assay.api.tenant.TenantEvent.TenantQuotasChanged;
import dev.assay.api.tenant.TenantEvent.TenantReactivated;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.api.tenant.TenantEvent.TenantTierChanged;
import dev.assay.api.tenant.Tier;
import dev.assay.domain.Refused;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;

class TenantTest {
  private static final TenantId ID = new TenantId(new UUID(1, 1));
  private static final Quotas SOME = new Quotas(60, null, null, 4, null);

  private static FixtureConfiguration<Tenant> fixture() {
    return new AggregateTestFixture<>(Tenant.class);
  }

  private static TenantRegistered registered() {
    return new TenantRegistered(ID, "Acme", Tier.STANDARD, "eu-1", Quotas.OF_TIER);
  }

  private static TestExecutor<Tenant> active() {
    return fixture().given(registered());
  }

  private static TestExecutor<Tenant> suspended() {
    return fixture().given(registered(), new TenantSuspended(ID, "unpaid"));
  }

  private static RegisterTenant register(String name, String region, Quotas quotas) {
    return new RegisterTenant(ID, name, Tier.STANDARD, region, quotas);
  }

  @Test
  void shouldRegisterOnce() {
    fixture()
        .givenNoPriorActivity()
        .when(register("Acme", "eu-1", Quotas.OF_TIER))
        .expectEvents(registered());
    active().when(register("Acme", "eu-1", Quotas.OF_TIER)).expectNoEvents();
    active()
        .when(register("Other", "eu-1", Quotas.OF_TIER))
        .expectException(Refused.with(ALREADY_EXISTS, "as another"));
  }

  @Test
  void shouldRefuseATenantThatMakesNoSense() {
    fixture()
        .givenNoPriorActivity()
        .when(register(" ", "eu-1", Quotas.OF_TIER))
        .expectException(Refused.with(INVALID_ARGUMENT, "name"));
    fixture()
        .givenNoPriorActivity()
        .when(register("x".repeat(201), "eu-1", Quotas.OF_TIER))
        .expectException(Refused.with(TOO_LARGE, "name"));
    fixture()
        .givenNoPriorActivity()
        .when(register("Acme", "EU 1", Quotas.OF_TIER))
        .expectException(Refused.with(INVALID_ARGUMENT, "region"));
    fixture()
        .givenNoPriorActivity()
        .when(register("Acme", "eu-1", new Quotas(null, -1L, null, null, null)))
        .expectException(Refused.with(INVALID_ARGUMENT, "tokensPerDay"));
  }

  @Test
  void shouldBeSuspendedAndReactivated() {
    active().when(new SuspendTenant(ID, "unpaid")).expectEvents(new TenantSuspended(ID, "unpaid"));
    suspended().when(new SuspendTenant(ID, "again")).expectNoEvents();
    suspended().when(new ReactivateTenant(ID)).expectEvents(new TenantReactivated(ID));
    active().when(new ReactivateTenant(ID)).expectNoEvents().expectSuccessfulHandlerExecution();
    active()
        .when(new SuspendTenant(ID, ""))
        .expectException(Refused.with(INVALID_ARGUMENT, "reason"));
  }

  @Test
  void shouldChangeTierAndQuotasEvenWhileSuspended() {
    suspended()
        .when(new ChangeTenantTier(ID, Tier.FREE))
        .expectEvents(new TenantTierChanged(ID, Tier.FREE));
    active().when(new ChangeTenantTier(ID, Tier.STANDARD)).expectNoEvents();
    suspended()
        .when(new ChangeTenantQuotas(ID, SOME))
        .expectEvents(new TenantQuotasChanged(ID, SOME));
    active().when(new ChangeTenantQuotas(ID, Quotas.OF_TIER)).expectNoEvents();
    active()
        .when(new ChangeTenantQuotas(ID, new Quotas(-1, null, null, null, null)))
        .expectException(Refused.with(INVALID_ARGUMENT, "requestsPerMinute"));
  }

  @Test
  void shouldChangeSettingsOnlyWhileActive() {
    Map<String, String> settings = Map.of("language", "de");
    active()
        .when(new ChangeTenantSettings(ID, settings))
        .expectEvents(new TenantSettingsChanged(ID, settings));
    fixture()
        .given(registered(), new TenantSettingsChanged(ID, settings))
        .when(new ChangeTenantSettings(ID, settings))
        .expectNoEvents();
    suspended()
        .when(new ChangeTenantSettings(ID, settings))
        .expectException(Refused.with(INVALID_STATE, "suspended"));
    active()
        .when(new ChangeTenantSettings(ID, Map.of("a b", "c")))
        .expectException(Refused.with(INVALID_ARGUMENT, "setting's name"));
    active()
        .when(new ChangeTenantSettings(ID, Map.of("a", "x".repeat(2_001))))
        .expectException(Refused.with(TOO_LARGE, "setting a"));
    active()
        .when(new ChangeTenantSettings(ID, Map.of("retention.content", "soon")))
        .expectException(Refused.with(INVALID_ARGUMENT, "retention.content"));
  }
}
