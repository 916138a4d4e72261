package dev.assay.eventstore.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The record as the first release left it, brought under the ledger. */
class UpgradeFromV1Test {
  private static final int EVENTS = 400;
  private static final int ORDERED = 350;

  private final EmbeddedDatabase database = EmbeddedDatabase.createEmpty();
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());

  @BeforeEach
  void asTheFirstReleaseLeftIt() {
    Flyway.configure()
        .dataSource(database.connections(DatabaseRole.OWNER))
        .schemas("event_store")
        .defaultSchema("event_store")
        .table("migration_history")
        .locations("classpath:db/event-store")
        .target("1")
        .load()
        .migrate();
    for (int i = 0; i < EVENTS / 4; i++) {
      // Four events of one transaction, whose ids fall in no order.
      superuser.update(
          """
          INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
            revision, recorded_at, command_id, payload, metadata)
          SELECT gen_random_uuid(), n / 2, md5((? %% 3)::text)::uuid, 'T', gen_random_uuid(), 0, 't', 1, now(),
            gen_random_uuid(), 'payload', 'metadata' FROM generate_series(0, 3) n"""
              .replace("%%", "%"),
          i);
    }
    superuser.update(
        """
        INSERT INTO event_store.event_order (position, tenant_id, tenant_position, event_id, aggregate_id, sequence)
        SELECT row_number() OVER (ORDER BY xid, ordinal, id), tenant_id,
          row_number() OVER (PARTITION BY tenant_id ORDER BY xid, ordinal, id), id, aggregate_id, sequence
        FROM event_store.events ORDER BY xid, ordinal, id LIMIT ?""",
        ORDERED);
    superuser.update(
        """
        INSERT INTO event_store.tenant_heads
        SELECT tenant_id, max(tenant_position) FROM event_store.event_order GROUP BY tenant_id""");
    superuser.update(
        """
        UPDATE event_store.sequencer SET (position, last_xid, last_ordinal, last_id) =
          (SELECT o.position, e.xid, e.ordinal, e.id
           FROM event_store.events e JOIN event_store.event_order o ON o.event_id = e.id
           ORDER BY o.position DESC LIMIT 1)""");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldGiveEveryEventThePositionThatItHad() {
    Map<UUID, List<Long>> before = positions();
    migrate();
    try (StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> store.reader().head() == EVENTS);
    }
    Map<UUID, List<Long>> after = positions();
    assertThat(before).hasSize(ORDERED);
    assertThat(after).hasSize(EVENTS).containsAllEntriesOf(before);
    assertThat(new RecordedTrees(database).global().size()).isGreaterThan(EVENTS);
  }

  @Test
  void shouldRefuseWherePositionsWereGivenInAnotherWay() {
    superuser.execute(
        """
        ALTER TABLE event_store.event_order DISABLE TRIGGER append_only;
        UPDATE event_store.event_order SET position = position + 1000 WHERE position = 7""");
    assertThatThrownBy(this::migrate).hasMessageContaining("position 1007 is not");
  }

  private void migrate() {
    new Migrations(database.connections(DatabaseRole.OWNER), List.of()).run();
  }

  private Map<UUID, List<Long>> positions() {
    return superuser
        .query(
            "SELECT event_id, position, tenant_position FROM event_store.event_order",
            (row, i) ->
                Map.entry(row.getObject(1, UUID.class), List.of(row.getLong(2), row.getLong(3))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
