package dev.assay.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.access.Installation;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.keys.KeyEvent.KeyRotationBegun;
import dev.assay.api.keys.KeyEvent.KeyRotationCompleted;
import dev.assay.api.keys.KeyScope;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.Rotation;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.http.Server.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanging keys, as an operator sees it and as the record says it. */
class KeyRotationApiTest {
  private static final String PATH = "/api/v1/keys/rotations";
  private static CommandServer server;
  private static UUID tenant;
  private static String alice;

  @BeforeAll
  static void start() {
    server = new CommandServer(Map.of());
    tenant = server.tenant("rotating");
    alice = CommandServer.everyone(tenant);
    server.put("/api/v1/agents/writer", alice, CommandServer.agent("Write well"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void shouldExchangeATenantsKeyAndRecordWhoAskedAndWhatWasDone() {
    UUID run = run("before");

    UUID rotation = begun(rotate("TENANT", tenant));

    List<StoredEvent> events = recorded(tenant, rotation);
    assertThat(events.getFirst().opened())
        .isInstanceOfSatisfying(
            KeyRotationBegun.class,
            begun -> {
              assertThat(begun.scope()).isEqualTo(KeyScope.TENANT);
              assertThat(begun.reason()).isEqualTo("yearly");
            });
    assertThat(events.getFirst().metadata()).containsEntry(MetadataKeys.ACTOR_ID, "root");
    assertThat(events.getLast().opened())
        .isInstanceOfSatisfying(
            KeyRotationCompleted.class,
            done -> {
              assertThat(Integer.parseInt(requireNonNull(done.toVersion())))
                  .isEqualTo(Integer.parseInt(requireNonNull(done.fromVersion())) + 1);
              assertThat(done.keys()).isPositive();
            });
    assertThat(events.getLast().metadata())
        .containsEntry(MetadataKeys.ACTOR_ID, "keys")
        .containsEntry(MetadataKeys.ACTOR_ON_BEHALF_OF, "root");
    assertThat(eventsOf(tenant, run).getFirst().opened().toString()).contains("before");
    assertThat(new String(events.getFirst().payload())).doesNotContain("yearly");
  }

  @Test
  void shouldExchangeTheRootKeyOfAllTenantsUnderTheInstallationsOwn() {
    double before = server.http.bean(MeterRegistry.class).counter("security.key_rotations").count();

    UUID rotation = begun(rotate("ROOT", null));

    assertThat(recorded(Installation.TENANT.value(), rotation)).hasSize(2);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        server
                            .http
                            .bean(MeterRegistry.class)
                            .counter("security.key_rotations")
                            .count())
                    .isGreaterThan(before));
  }

  @Test
  void shouldStartNewDataKeysWhenAsked() {
    run("sealed before");

    UUID rotation = begun(rotate("DATA", tenant));

    assertThat(recorded(tenant, rotation)).hasSize(2);
    UUID run = run("sealed after");
    assertThat(eventsOf(tenant, run).getFirst().opened().toString()).contains("sealed after");
  }

  @Test
  void shouldDoARepeatedRequestOnce() {
    String body = body("TENANT", tenant);
    Answer first = server.postWithKey(PATH, server.platformAdmin(), "once", body);
    Answer again = server.postWithKey(PATH, server.platformAdmin(), "once", body);

    assertThat(begun(again)).isEqualTo(begun(first));
    assertThat(recorded(tenant, begun(first))).hasSize(2);
  }

  @Test
  void shouldRecordItOnceWhereTheProcessDiedBeforeItKnewThatItIsRecorded() {
    UUID rotation = begun(rotate("TENANT", tenant));
    recorded(tenant, rotation);
    await().until(() -> keys().rotations().next().isEmpty());
    server
        .database
        .databases()
        .jdbc(DatabaseRole.KEEPER)
        .update("UPDATE keys.rotations SET recorded_at = NULL WHERE rotation_id = ?", rotation);

    await().atMost(Duration.ofSeconds(20)).until(() -> keys().rotations().next().isEmpty());

    assertThat(eventsOf(tenant, rotation)).hasSize(2);
    assertThat(keys().rotations().find(rotation).map(Rotation::isDone)).contains(true);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"scope\":\"world\",\"reason\":\"x\"}', 400",
    "'{\"scope\":\"TENANT\",\"reason\":\"x\"}', 400",
    "'{\"scope\":\"ROOT\",\"reason\":\" \"}', 400",
    "'{\"scope\":\"ROOT\",\"reason\":\"x\",\"tenantId\":\"e43cc980-9005-80fa-93b9-e373197dc453\"}', 400",
    "'{\"scope\":\"DATA\",\"reason\":\"x\",\"tenantId\":\"e43cc980-9005-80fa-93b9-e373197dc453\"}', 404",
    "'{\"scope\":\"DATA\",\"reason\":\"x\",\"newVersion\":true,\"tenantId\":\"OURS\"}', 400",
    "'{\"scope\":\"ROOT\",\"reason\":\"x\",\"newVersion\":true}', 409",
  })
  void shouldRefuseWhatCannotBeMeant(String body, int status) {
    Answer answer =
        server.post(PATH, server.platformAdmin(), body.replace("OURS", tenant.toString()));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void shouldBeForPlatformAdmins() {
    String tenantAdmin = CommandApplication.ISSUER.token("ina", tenant, Role.TENANT_ADMIN);

    assertThat(server.post(PATH, tenantAdmin, body("TENANT", tenant)).status()).isEqualTo(403);
  }

  private static Keys keys() {
    return server.http.bean(Keys.class);
  }

  private static Answer rotate(String scope, @Nullable UUID of) {
    return server.post(PATH, server.platformAdmin(), body(scope, of));
  }

  private static String body(String scope, @Nullable UUID of) {
    String about = of == null ? "" : ",\"tenantId\":\"" + of + "\"";
    return "{\"scope\":\"" + scope + "\",\"reason\":\"yearly\"" + about + "}";
  }

  private static UUID begun(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return UUID.fromString(answer.json().get("rotationId").stringValue());
  }

  private static UUID run(String input) {
    Answer answer =
        server.post(
            "/api/v1/agents/writer/executions",
            alice,
            "{\"input\":{\"document\":\"" + input + "\"}}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return UUID.fromString(answer.json().get("agentExecutionId").stringValue());
  }

  /** Both events of a rotation. */
  private static List<StoredEvent> recorded(UUID of, UUID rotation) {
    await().atMost(Duration.ofSeconds(30)).until(() -> eventsOf(of, rotation).size() == 2);
    return eventsOf(of, rotation);
  }

  private static List<StoredEvent> eventsOf(UUID of, UUID aggregate) {
    return server.http.bean(EventReader.class).ofAggregate(of, aggregate, 0, 100);
  }
}
