package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.verifier.bundle.Report;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Whoever owns the database server takes the triggers away and changes the record. No right can
 * stop that; what is exported afterwards shows it.
 */
class SuperuserTamperingTest {
  private static final int EVENTS = 60;

  /** Counts from 1, as the tampering statements do. */
  private static final long VICTIM = 17;

  private final TenantId tenant = new TenantId(Uuids.next());
  private final SignedRecord record = new SignedRecord();
  private final JdbcTemplate superuser = new JdbcTemplate(record.server.database.superuser());
  private @TempDir Path folder;

  @BeforeEach
  void append() {
    UUID conversation = Uuids.next();
    DomainEvent[] events = new DomainEvent[EVENTS];
    for (int sequence = 0; sequence < EVENTS; sequence++) {
      events[sequence] = TestEvents.event(conversation, sequence);
    }
    record.events.append(tenant, new ConversationId(conversation), events);
    record.awaitSigned(tenant, EVENTS);
  }

  @AfterEach
  void close() {
    record.close();
  }

  @Test
  void shouldVerifyWhereNothingWasChanged() throws IOException {
    assertThat(verified(exported()).isVerified()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a payload with one letter changed | UPDATE event_store.events SET payload = set_byte(payload, 5, get_byte(payload, 5) # 1) WHERE sequence = 16
          another actor in the metadata     | UPDATE event_store.events SET metadata = convert_to(replace(convert_from(metadata, 'UTF8'), '"test"', '"best"'), 'UTF8') WHERE sequence = 16
          another type of event             | UPDATE event_store.events SET type = 'conversation.ended' WHERE sequence = 16
          another time                      | UPDATE event_store.events SET recorded_at = recorded_at - interval '1 hour' WHERE sequence = 16
          an event taken out                | DELETE FROM event_store.events WHERE sequence = 16
          an event taken out of the order   | DELETE FROM event_store.event_order WHERE sequence = 16
          the last events taken back        | DELETE FROM event_store.event_order WHERE sequence >= 50
          two events exchanged              | UPDATE event_store.event_order SET event_id = gen_random_uuid(), sequence = CASE sequence WHEN 16 THEN 17 ELSE 16 END WHERE sequence IN (16, 17)
          a leaf made to fit what is new    | WITH changed AS (UPDATE event_store.events SET type = 'conversation.ended' WHERE sequence = 16 RETURNING id) UPDATE event_store.event_order SET leaf_hash = sha256('whatever fits') WHERE sequence = 16
          """)
  void shouldBeCaught(String what, String statement) throws IOException {
    withoutGuards(statement);

    JsonNode export = exported();
    if (export.at("/status").stringValue().equals("FAILED")) {
      assertThat(export.at("/failure").stringValue())
          .startsWith("The record lacks what it has signed. Expected");
    } else {
      Report report = verified(export);
      assertThat(report.isVerified()).as(what).isFalse();
      assertThat(report.firstBad().orElseThrow().message()).as(what).isNotBlank();
    }
  }

  @Test
  void shouldNameTheFirstEventThatIsBad() throws IOException {
    withoutGuards(
        "UPDATE event_store.events SET payload = set_byte(payload, 5, 0) WHERE sequence >= 16");

    assertThat(verified(exported()).firstBad().orElseThrow().place().orElseThrow().toString())
        .contains(Long.toString(VICTIM - 1));
  }

  private void withoutGuards(String statement) {
    List<String> tables =
        superuser.queryForList(
            """
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relnamespace = 'event_store'::regnamespace
              AND EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
            """,
            String.class);
    tables.forEach(table -> superuser.execute("ALTER TABLE " + table + " DISABLE TRIGGER ALL"));
    int changed =
        superuser.update(
            statement.replace(" WHERE ", " WHERE tenant_id = '" + tenant.value() + "' AND "));
    assertThat(changed).as(statement).isPositive();
  }

  private JsonNode exported() {
    QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
    HttpResponse<String> begun =
        auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"tenant\"}}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String path = "/audit/exports/" + QueryServer.json(begun).at("/exportId").stringValue();
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> QueryServer.json(auditor.send(path)),
            it -> it.at("/status").stringValue("").matches("COMPLETED|FAILED"));
  }

  private Report verified(JsonNode export) throws IOException {
    assertThat(export.at("/status").stringValue()).as(export.toString()).isEqualTo("COMPLETED");
    String path = "/audit/exports/" + export.at("/exportId").stringValue() + "/content";
    byte[] bundle = record.server.as(tenant, Role.AUDITOR).bytes(path).body();
    return record.verify(Files.write(folder.resolve(UUID.randomUUID() + ".zip"), bundle), tenant);
  }
}
