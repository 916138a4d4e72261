package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.keys.KeyScope;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.api.tenant.Tier;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.testing.TestKeys;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** How the keys stand, as those see it who keep them or rely on them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysApiTest {
  private final QueryServer server = QueryServer.shared();
  private final TenantId tenant = new TenantId(Uuids.next());
  private final UUID rotation = Uuids.next();

  @BeforeAll
  void seal() {
    server.record.append(
        tenant,
        tenant,
        new TenantRegistered(tenant, "kept-" + tenant, Tier.FREE, null, Quotas.OF_TIER),
        new TenantSettingsChanged(tenant, Map.of("retention.content", "P2Y")));
    Keys keys = TestKeys.of(server.database.databases());
    keys.dataKeys().toSeal(tenant.value(), "ada", RetentionClass.CONTENT);
    keys.dataKeys().toSeal(tenant.value(), "bob", RetentionClass.CONTENT);
    keys.dataKeys().toSeal(tenant.value(), "ada", RetentionClass.DECISION);
    keys.subjects().hold(tenant.value(), "bob");
    keys.rotations().begin(rotation, KeyScope.TENANT, tenant.value(), "root");
  }

  @Test
  void shouldShowPlatformAdminsHowTheKeysStandAndNoKey() {
    JsonNode keys = QueryServer.json(server.as(tenant, Role.PLATFORM_ADMIN).send("/keys"));

    assertThat(keys.path("root").asString()).isEqualTo("given:1");
    assertThat(keys.path("wrappedBy").path("given:1").asLong()).isPositive();
    assertThat(keys.path("dataKeys").path("inUse").asLong()).isGreaterThanOrEqualTo(3);
    assertThat(keys.path("heldSubjects").asLong()).isPositive();
    assertThat(keys.path("rotations").toString()).contains(rotation.toString());
    assertThat(keys.toString()).doesNotContain("AAECAw");
  }

  @Test
  void shouldShowHowFarARotationIs() {
    var admin = server.as(tenant, Role.PLATFORM_ADMIN);

    JsonNode one = QueryServer.json(admin.send("/keys/rotations/" + rotation));

    assertThat(one.path("scope").asString()).isEqualTo("TENANT");
    assertThat(one.path("askedBy").asString()).isEqualTo("root");
    assertThat(admin.send("/keys/rotations/" + Uuids.next()).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldBeForPlatformAdmins() {
    var others = server.as(tenant, Role.TENANT_ADMIN, Role.AUDITOR, Role.OPERATOR);

    assertThat(others.send("/keys").statusCode()).isEqualTo(403);
    assertThat(others.send("/keys/rotations/" + rotation).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldShowATenantForHowLongItKeepsWhatAndWhatIsDueNext() {
    JsonNode kept =
        QueryServer.json(server.as(tenant, Role.TENANT_ADMIN).send("/tenant/retention"));

    assertThat(kept).hasSize(3);
    JsonNode content = kept.get(0);
    assertThat(content.path("kept").asString()).isEqualTo("CONTENT");
    assertThat(content.path("period").asString()).isEqualTo("P2Y");
    assertThat(content.path("keys").asLong()).isEqualTo(2);
    assertThat(content.path("heldKeys").asLong()).isEqualTo(1);
    assertThat(content.path("nextDueAt").isString()).isTrue();
    assertThat(kept.get(1).path("period").isString()).isFalse();
    assertThat(kept.get(1).path("nextDueAt").isString()).isFalse();
    assertThat(server.as(tenant, Role.OPERATOR).send("/tenant/retention").statusCode())
        .isEqualTo(403);
  }
}
