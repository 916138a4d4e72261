package dev.assay.eventstore.database;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what with the record. Each refusal is tried with a role that may connect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImmutabilityTest {
  private static final List<String> CHANGES =
      List.of(
          "UPDATE event_store.%s SET sequence = sequence + 1",
          "DELETE FROM event_store.%s", "TRUNCATE event_store.%s");

  private final UUID tenant = Uuids.next();
  private EmbeddedDatabase database;
  private StoreUnderTest store;

  @BeforeAll
  void open() throws InterruptedException {
    database = EmbeddedDatabase.create();
    store = StoreUnderTest.started(database.databases());
    store
        .engine()
        .appendEvents(TestEvents.messages(Uuids.next(), 0, 2, envelope(tenant, Uuids.next())));
    store
        .engine()
        .appendEvents(
            TestEvents.messages(Uuids.next(), 0, 1, envelope(Uuids.next(), Uuids.next())));
    store.head().awaitBeyond(2, Duration.ofSeconds(10));
  }

  @AfterAll
  void close() {
    store.close();
    database.close();
  }

  static Stream<Arguments> changesByRole() {
    return Stream.of(DatabaseRole.values())
        .flatMap(
            role ->
                Stream.of("events", "events_0", "event_order")
                    .flatMap(
                        table ->
                            CHANGES.stream().map(c -> Arguments.of(role, c.formatted(table)))));
  }

  @ParameterizedTest
  @MethodSource("changesByRole")
  void noRoleMayChangeTheRecord(DatabaseRole role, String change) {
    assertThatThrownBy(() -> execute(database.connections(role), change))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  static Stream<String> changes() {
    return Stream.of("events", "events_0", "events_7", "event_order")
        .flatMap(table -> CHANGES.stream().map(change -> change.formatted(table)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void evenTheSuperuserIsRefusedByTheTrigger(String change) {
    assertThatThrownBy(() -> execute(database.superuser(), change))
        .hasMessageContaining("append-only");
    assertThatThrownBy(
            () ->
                execute(database.superuser(), "SET session_replication_role = replica; " + change))
        .hasMessageContaining("append-only");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anOwnerWhoGrantsItselfTheRightIsStillRefusedByTheTrigger(String change) {
    String granted = "GRANT ALL ON ALL TABLES IN SCHEMA event_store TO assay_owner; " + change;
    assertThatThrownBy(() -> execute(database.connections(DatabaseRole.OWNER), granted))
        .hasMessageContaining("append-only");
  }

  @Test
  void onlyTheAppenderAppendsAndOnlyTheSequencerOrders() {
    String append =
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id,
          sequence, type, revision, recorded_at, command_id, payload, metadata)
        VALUES (gen_random_uuid(), 0, gen_random_uuid(), 'T', gen_random_uuid(), 0, 't', 1, now(),
          gen_random_uuid(), '', '')""";
    String order =
        """
        INSERT INTO event_store.event_order
          (position, tenant_id, tenant_position, event_id, aggregate_id, sequence)
        VALUES (1000000, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 0)""";
    for (DatabaseRole role : DatabaseRole.values()) {
      if (role != DatabaseRole.APPENDER && role != DatabaseRole.OWNER) {
        assertDenied(role, append);
      }
      if (role != DatabaseRole.SEQUENCER && role != DatabaseRole.OWNER) {
        assertDenied(role, order);
      }
    }
  }

  @Test
  void theAppenderCannotChooseTheTransactionIdThatOrdersItsEvent() {
    assertDenied(
        DatabaseRole.APPENDER,
        """
        INSERT INTO event_store.events (id, xid, ordinal, tenant_id, aggregate_type, aggregate_id,
          sequence, type, revision, recorded_at, command_id, payload, metadata)
        VALUES (gen_random_uuid(), '1', 0, gen_random_uuid(), 'T', gen_random_uuid(), 0, 't', 1,
          now(), gen_random_uuid(), '', '')""");
  }

  @Test
  void theReaderSeesOnlyTheTenantOfItsTransaction() {
    String count =
        """
        SELECT (SELECT count(*) FROM event_store.events)
          + (SELECT count(*) FROM event_store.event_order)""";
    var databases = database.databases();
    assertThat(databases.jdbc(DatabaseRole.READER).queryForObject(count, Long.class)).isZero();
    Long seen =
        databases
            .transaction(DatabaseRole.READER)
            .execute(
                status -> {
                  var jdbc = databases.jdbc(DatabaseRole.READER);
                  jdbc.queryForList(
                      "SELECT set_config('assay.tenant', ?, true)", tenant.toString());
                  return java.util.Objects.requireNonNull(jdbc.queryForObject(count, Long.class));
                });
    assertThat(seen).isEqualTo(4);
    assertThat(databases.jdbc(DatabaseRole.READER).queryForObject(count, Long.class)).isZero();
    assertThat(databases.jdbc(DatabaseRole.PROCESSOR).queryForObject(count, Long.class))
        .isEqualTo(6);
  }

  @Test
  void theReaderCannotGoRoundThePoliciesByAPartition() {
    for (int partition = 0; partition < 8; partition++) {
      assertDenied(DatabaseRole.READER, "SELECT * FROM event_store.events_" + partition);
    }
  }

  private void assertDenied(DatabaseRole role, String sql) {
    assertThatThrownBy(() -> execute(database.connections(role), sql))
        .as("%s: %s", role, sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
