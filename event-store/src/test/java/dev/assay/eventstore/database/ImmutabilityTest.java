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
import java.util.Map;
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
          "UPDATE event_store.%1$s SET %2$s = %2$s",
          "DELETE FROM event_store.%1$s", "TRUNCATE event_store.%1$s");

  /** Every table that nobody may change, and one column of it. */
  private static final Map<String, String> RECORD =
      Map.ofEntries(
          Map.entry("events", "sequence"),
          Map.entry("events_0", "sequence"),
          Map.entry("events_7", "sequence"),
          Map.entry("event_order", "sequence"),
          Map.entry("tombstones", "texts"),
          Map.entry("incarnations", "incarnation"),
          Map.entry("ledger_tenants", "pseudonym"),
          Map.entry("ledger_nodes", "hash"),
          Map.entry("ledger_batches", "events"),
          Map.entry("ledger_tenant_heads", "root_hash"),
          Map.entry("ledger_origins", "origin"),
          Map.entry("ledger_keys", "vkey"),
          Map.entry("checkpoints", "root_hash"),
          Map.entry("ledger_cosignatures", "signatures"));

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
        .flatMap(role -> changes().map(change -> Arguments.of(role, change)));
  }

  @ParameterizedTest
  @MethodSource("changesByRole")
  void noRoleMayChangeTheRecord(DatabaseRole role, String change) {
    assertThatThrownBy(() -> execute(database.connections(role), change))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  static Stream<String> changes() {
    return RECORD.entrySet().stream()
        .flatMap(table -> CHANGES.stream().map(c -> c.formatted(table.getKey(), table.getValue())));
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

  /** The one column that may change at all, and only as RemovalRulesTest shows. */
  @Test
  void noRoleMayWriteAPayloadAndTheTriggerRefusesTheOwnerAndTheSuperuser() {
    String write = "UPDATE event_store.events SET payload = 'x'";
    String same = "UPDATE event_store.events SET payload = payload";
    for (DatabaseRole role : DatabaseRole.values()) {
      assertDenied(role, write);
      assertDenied(role, same);
      assertDenied(role, "UPDATE event_store.events SET whole_payload_hash = sha256('')");
    }
    for (String change : List.of(write, same)) {
      assertThatThrownBy(() -> execute(database.superuser(), change))
          .hasMessageContaining("append-only");
      assertThatThrownBy(
              () ->
                  execute(
                      database.superuser(), "SET session_replication_role = replica; " + change))
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void onlyTheKeeperMayHaveCiphertextRemovedAndOnlyByItsFunction() {
    for (DatabaseRole role : DatabaseRole.values()) {
      if (role != DatabaseRole.KEEPER && role != DatabaseRole.OWNER) {
        assertDenied(role, "SELECT event_store.remove_ciphertext('0', 1, 1)");
        assertDenied(role, "SELECT event_store.removal_recorded(gen_random_uuid())");
      }
      if (role != DatabaseRole.OWNER) {
        assertDenied(role, "SELECT event_store.begin_removal('0', 1)");
        assertDenied(role, "DELETE FROM event_store.removals");
        assertDenied(role, "INSERT INTO event_store.removed_keys DEFAULT VALUES");
      }
    }
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
          (position, tenant_id, tenant_position, event_id, aggregate_id, sequence, leaf_hash)
        VALUES (1000000, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 0, sha256(''))""";
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
  void theAppenderCannotChooseTheSaltsNorTheIncarnation() {
    for (String column :
        List.of("payload_salt", "metadata_salt", "incarnation", "whole_payload_hash")) {
      assertDenied(
          DatabaseRole.APPENDER,
          """
          INSERT INTO event_store.events (%s, id, ordinal, tenant_id, aggregate_type, aggregate_id,
            sequence, type, revision, recorded_at, command_id, payload, metadata)
          VALUES (NULL, gen_random_uuid(), 0, gen_random_uuid(), 'T', gen_random_uuid(), 0, 't', 1,
            now(), gen_random_uuid(), '', '')"""
              .formatted(column));
    }
  }

  @Test
  void onlyTheSequencerWritesTheLedgerAndOnlyTheOwnerAdopts() {
    for (DatabaseRole role : DatabaseRole.values()) {
      if (role != DatabaseRole.SEQUENCER && role != DatabaseRole.OWNER) {
        for (String table : RECORD.keySet()) {
          if (!table.startsWith("events")) {
            assertDenied(role, "INSERT INTO event_store." + table + " DEFAULT VALUES");
          }
        }
        assertDenied(role, "UPDATE event_store.ledger_heads SET size = size");
        assertDenied(role, "UPDATE event_store.ledger_status SET published_size = 0");
      }
      if (role != DatabaseRole.OWNER) {
        assertDenied(role, "SELECT event_store.adopt()");
        assertDenied(role, "INSERT INTO event_store.incarnations DEFAULT VALUES");
      }
    }
  }

  @Test
  void theReaderSeesTheTreesOfItsTenantAndTheGlobalOneOnly() {
    for (String table : List.of("ledger_heads", "checkpoints")) {
      String trees = "SELECT DISTINCT tree FROM event_store." + table;
      assertThat(asReader(tenant, trees)).containsExactlyInAnyOrder(new UUID(0, 0), tenant);
      assertThat(asReader(Uuids.next(), trees)).containsExactly(new UUID(0, 0));
    }
    for (String table : List.of("ledger_tenants", "ledger_tenant_heads", "event_leaves")) {
      String tenants = "SELECT DISTINCT tenant_id FROM event_store." + table;
      assertThat(asReader(tenant, tenants)).containsExactly(tenant);
      assertThat(asReader(Uuids.next(), tenants)).isEmpty();
    }
    String entries = "SELECT gen_random_uuid() FROM event_store.log_entries(0, 100)";
    assertThat(asReader(Uuids.next(), entries)).hasSizeGreaterThanOrEqualTo(5);
  }

  private List<UUID> asReader(UUID ofTenant, String sql) {
    var databases = database.databases();
    var jdbc = databases.jdbc(DatabaseRole.READER);
    return java.util.Objects.requireNonNull(
        databases
            .transaction(DatabaseRole.READER)
            .execute(
                status -> {
                  jdbc.queryForList(
                      "SELECT set_config('assay.tenant', ?, true)", ofTenant.toString());
                  return jdbc.queryForList(sql, UUID.class);
                }));
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
