package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.access.AccessRecord;
import dev.assay.api.envelope.Actor;
import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.keys.KeyEvent.DataKeysExpired;
import dev.assay.api.keys.KeyScope;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.command.subject.SubjectKeyKeeper;
import dev.assay.eventstore.access.RecordedFacts;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.RetentionJob;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.http.Server.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a tenant keeps no longer becomes unreadable, and stays so. */
class RetentionTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static CommandServer server;
  private static int tenants;

  private UUID tenant;
  private String alice;

  @BeforeAll
  static void start() {
    server =
        new CommandServer(Map.of("assay.retention.interval", "1s", "assay.retention.check", "1s"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void register() {
    tenant = server.tenant("keeper-" + ++tenants);
    alice = CommandServer.everyone(tenant);
    server.put("/api/v1/agents/writer", alice, CommandServer.agent("Write well"));
  }

  @Test
  void shouldKeepEverythingForEverWhereNothingIsSet() {
    UUID run = run("ada", "still here");
    age(400);

    passes();

    assertThat(text(run)).contains("still here");
  }

  @Test
  void shouldDestroyTheKeysOfAClassWhoseTimeIsOverAndRecordWhich() {
    UUID run = run("ada", "to be forgotten");
    UUID own = run(null, "of the tenant itself");
    age(40);
    UUID later = run("ada", "sealed just now");
    server.put("/api/v1/audit/subjects/eve/legal-hold", alice, "{\"reason\":\"case 8\"}");
    jdbc()
        .update(
            """
            UPDATE keys.data_keys SET seals_until = now() - interval '400 days'
            WHERE tenant_id = ? AND retention_class = 'administration'
            """,
            tenant);
    List<UUID> aged = aged("content");

    settings("{\"retention.content\":\"P30D\"}");

    await().atMost(SOON).until(() -> text(run).contains("[erased]"));
    assertThat(text(own)).contains("[erased]");
    assertThat(text(later)).contains("sealed just now");
    List<StoredEvent> expired = expired();
    assertThat(expired).hasSize(1);
    assertThat(expired.getFirst().opened())
        .isInstanceOfSatisfying(
            DataKeysExpired.class,
            event -> {
              assertThat(event.keys()).containsExactlyInAnyOrderElementsOf(aged);
              assertThat(event.kept()).isEqualTo(RetentionClass.CONTENT);
              assertThat(event.period()).isEqualTo("P30D");
            });
    assertThat(inUse("administration")).as("what is needed to run the tenant").isPositive();
    assertThat(
            server
                .http
                .bean(MeterRegistry.class)
                .counter("assay.keys.erased", "because", "retention")
                .count())
        .isGreaterThanOrEqualTo(2);
    assertThat(cancel(run).status()).as("what replays erased text still decides").isEqualTo(204);
  }

  @Test
  void shouldKeepWhatIsUnderALegalHoldUntilItIsReleased() {
    UUID held = run("ada", "evidence");
    UUID free = run("bob", "nothing much");
    String hold = "/api/v1/audit/subjects/ada/legal-hold";
    server.put(hold, alice, "{\"reason\":\"case 7\"}");
    age(40);
    settings("{\"retention.content\":\"P30D\"}");

    await().atMost(SOON).until(() -> text(free).contains("[erased]"));
    passes();
    assertThat(text(held)).contains("evidence");
    assertThat(job().held()).isPositive();

    server.delete(hold, alice);
    await().atMost(SOON).until(() -> text(held).contains("[erased]"));
  }

  @Test
  void shouldKeepWhatTheRecordHoldsWhereTheKeyStoreDoesNotKnowOfTheHold() {
    UUID held = run("ada", "evidence");
    UUID free = run("bob", "nothing much");
    server.put("/api/v1/audit/subjects/ada/legal-hold", alice, "{\"reason\":\"case 7\"}");
    jdbc().update("UPDATE keys.subjects SET held_at = NULL WHERE tenant_id = ?", tenant);
    age(40);

    settings("{\"retention.content\":\"P30D\"}");

    await().atMost(SOON).until(() -> text(free).contains("[erased]"));
    passes();
    assertThat(text(held)).contains("evidence");
  }

  @Test
  void shouldDestroyWhatTheRecordSaysWhereTheProcessDiedBeforeItCould() {
    UUID run = run("ada", "to be forgotten");
    age(40);
    UUID id = Uuids.next();
    RecordedFacts facts =
        new RecordedFacts(
            server.http.bean(EventStorageEngine.class),
            server.http.bean(CorrelationDataProvider.class));

    facts.append(
        new DataKeysExpired(
            new KeyChangeId(id), RetentionClass.CONTENT, "P30D", Instant.now(), aged("content")),
        id,
        0,
        id,
        new AccessRecord.Origin(
            new TenantId(tenant), Actor.service("keys", null), "request", "correlation"));

    await().atMost(SOON).until(() -> inUse("content") == 0);
    assertThat(text(run)).contains("[erased]");
  }

  @Test
  void shouldLeaveTheStoredBytesThatAreProvedAsTheyAre() {
    UUID run = run("ada", "to be forgotten");
    byte[] before = eventsOf(run).getFirst().payload();
    age(40);

    settings("{\"retention.content\":\"P30D\"}");

    await().atMost(SOON).until(() -> text(run).contains("[erased]"));
    assertThat(eventsOf(run).getFirst().payload()).isEqualTo(before);
  }

  @Test
  void shouldRefuseSettingsThatCannotBeMeant() {
    for (String settings :
        List.of(
            "{\"retention.content\":\"soon\"}",
            "{\"retention.administration\":\"P1Y\"}",
            "{\"retention.decision\":\"P30D\"}")) {
      Answer answer = server.put("/api/v1/tenant/settings", alice, settings);
      assertThat(answer.status()).as(settings + answer.body()).isEqualTo(400);
    }
  }

  @Test
  void shouldEraseAgainWhatAnOldBackupOfTheKeysBringsBack() throws Exception {
    UUID run = run("ada", "to be forgotten");
    backUp();
    server.post("/api/v1/audit/subjects/ada/erasure", alice, "{\"reason\":\"Art. 17\"}");
    assertThat(text(run)).contains("[erased]");

    restore();

    await().atMost(SOON).until(() -> inUse("content") == 0);
    assertThat(
            jdbc()
                .queryForObject(
                    "SELECT count(*) FROM keys.subjects WHERE tenant_id = ? AND erased_at IS NOT NULL",
                    Long.class,
                    tenant))
        .isEqualTo(1);
  }

  @Test
  void shouldDestroyAgainWhatHadExpiredHoweverLongItMayBeKeptByNow() throws Exception {
    UUID run = run("ada", "to be forgotten");
    age(40);
    backUp();
    settings("{\"retention.content\":\"P30D\"}");
    await().atMost(SOON).until(() -> text(run).contains("[erased]"));
    settings("{}");

    EventProcessor following =
        server
            .http
            .bean(org.axonframework.config.Configuration.class)
            .eventProcessingConfiguration()
            .eventProcessor(SubjectKeyKeeper.GROUP)
            .orElseThrow();
    following.shutDown();
    restore();
    following.start();

    await().atMost(SOON).until(() -> inUse("content") == 0);
  }

  /** The schema keys as a backup has it. */
  private static void backUp() throws Exception {
    superuser(
        """
        DROP SCHEMA IF EXISTS keys_backup CASCADE;
        CREATE SCHEMA keys_backup;
        CREATE TABLE keys_backup.data_keys AS SELECT * FROM keys.data_keys;
        CREATE TABLE keys_backup.subjects AS SELECT * FROM keys.subjects;
        CREATE TABLE keys_backup.token AS SELECT * FROM keys.token;
        """);
  }

  /** As a superuser restores it, who can do anything. */
  private static void restore() throws Exception {
    superuser(
        """
        BEGIN;
        ALTER TABLE keys.data_keys DISABLE TRIGGER ALL;
        ALTER TABLE keys.subjects DISABLE TRIGGER ALL;
        DELETE FROM keys.data_keys;
        DELETE FROM keys.subjects;
        DELETE FROM keys.token;
        INSERT INTO keys.data_keys SELECT * FROM keys_backup.data_keys;
        INSERT INTO keys.subjects SELECT * FROM keys_backup.subjects;
        INSERT INTO keys.token SELECT processor_name, segment, token, token_type, timestamp, NULL FROM keys_backup.token;
        ALTER TABLE keys.data_keys ENABLE TRIGGER ALL;
        ALTER TABLE keys.subjects ENABLE TRIGGER ALL;
        ALTER TABLE keys.data_keys ENABLE ALWAYS TRIGGER keep_erased;
        ALTER TABLE keys.data_keys ENABLE ALWAYS TRIGGER keep_rows;
        ALTER TABLE keys.data_keys ENABLE ALWAYS TRIGGER refuse_key_of_erased;
        ALTER TABLE keys.subjects ENABLE ALWAYS TRIGGER keep_erased;
        ALTER TABLE keys.subjects ENABLE ALWAYS TRIGGER keep_rows;
        COMMIT
        """);
  }

  private static void superuser(String sql) throws Exception {
    try (var connection = server.database.superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Until the job has run twice from now on. */
  private static void passes() {
    for (int i = 0; i < 2; i++) {
      var before = job().finishedAt();
      await().atMost(SOON).until(() -> !Objects.equals(before, job().finishedAt()));
    }
  }

  private static RetentionJob.Job job() {
    return await()
        .atMost(SOON)
        .until(() -> keys().retention().job().read(), Optional::isPresent)
        .orElseThrow();
  }

  private static Keys keys() {
    return server.http.bean(Keys.class);
  }

  private static JdbcTemplate jdbc() {
    return server.database.databases().jdbc(DatabaseRole.KEEPER);
  }

  /** As if all that was sealed up to now had been sealed long ago. */
  private void age(int days) {
    jdbc()
        .update(
            "UPDATE keys.data_keys SET seals_until = now() - ? * interval '1 day' WHERE tenant_id = ?",
            days,
            tenant);
    forget();
  }

  /** A rotation of another tenant's keys makes this process forget what it remembers. */
  private static void forget() {
    UUID id = UUID.randomUUID();
    keys().rotations().begin(id, KeyScope.DATA, UUID.randomUUID(), "test");
    await().atMost(SOON).until(() -> keys().rotations().find(id).orElseThrow().isDone());
  }

  private void settings(String settings) {
    Answer answer = server.put("/api/v1/tenant/settings", alice, settings);
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }

  private long inUse(String kept) {
    Long count =
        jdbc()
            .queryForObject(
                """
                SELECT count(*) FROM keys.data_keys
                WHERE tenant_id = ? AND retention_class = ? AND wrapped IS NOT NULL
                """,
                Long.class,
                tenant,
                kept);
    return count == null ? 0 : count;
  }

  private List<UUID> aged(String kept) {
    return jdbc()
        .queryForList(
            """
            SELECT key_id FROM keys.data_keys
            WHERE tenant_id = ? AND retention_class = ? AND seals_until < now()
            """,
            UUID.class,
            tenant,
            kept);
  }

  private List<StoredEvent> expired() {
    List<UUID> histories =
        server
            .jdbc()
            .queryForList(
                """
                SELECT aggregate_id FROM event_store.events
                WHERE tenant_id = ? AND type = 'key-change.data-keys-expired'
                """,
                UUID.class,
                tenant);
    return histories.stream().flatMap(id -> eventsOf(id).stream()).toList();
  }

  private String text(UUID run) {
    return eventsOf(run).getFirst().opened().toString();
  }

  private Answer cancel(UUID run) {
    return server.post(
        "/api/v1/agent-executions/" + run + "/cancellation", alice, "{\"reason\":\"late\"}");
  }

  private UUID run(@Nullable String subjectId, String input) {
    String subject = subjectId == null ? "" : ",\"subjectId\":\"" + subjectId + "\"";
    Answer answer =
        server.post(
            "/api/v1/agents/writer/executions",
            alice,
            "{\"input\":{\"document\":\"" + input + "\"}" + subject + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return UUID.fromString(answer.json().get("agentExecutionId").stringValue());
  }

  private List<StoredEvent> eventsOf(UUID aggregate) {
    EventReader reader = server.http.bean(EventReader.class);
    return await()
        .atMost(SOON)
        .until(() -> reader.ofAggregate(tenant, aggregate, 0, 100), events -> !events.isEmpty());
  }
}
