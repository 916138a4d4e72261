package dev.assay.eventstore.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.springframework.jdbc.core.JdbcTemplate;

/** jqwik prints the seed of each run and repeats a failed one. */
class OrderingPropertyTest {
  /** A row as some writer left it; ids as UUIDs compare as unsigned bytes in PostgreSQL. */
  record Written(long xid, int ordinal, int tenant) {}

  @Property(tries = 15)
  void everyRowGetsItsPlaceByTransactionAndOrdinalWhateverTheBatches(
      @ForAll("rows") List<Written> rows, @ForAll @IntRange(min = 1, max = 40) int batchSize)
      throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.create()) {
      var superuser = new JdbcTemplate(database.superuser());
      List<UUID> ids = rows.stream().map(row -> insert(superuser, row)).toList();
      orderAll(database, batchSize, rows.size());
      List<UUID> ordered =
          superuser.queryForList(
              "SELECT event_id FROM event_store.event_order ORDER BY position", UUID.class);
      assertThat(ordered).containsExactlyInAnyOrderElementsOf(ids);
      List<Written> written = ordered.stream().map(id -> rows.get(ids.indexOf(id))).toList();
      assertThat(written)
          .isSortedAccordingTo(
              Comparator.comparingLong(Written::xid).thenComparingInt(Written::ordinal));
      assertTenantsDense(superuser);
    }
  }

  @Provide
  Arbitrary<List<Written>> rows() {
    // Ids of both sides of 10 and 100: as text they would sort otherwise. All are below the
    // horizon.
    return Combinators.combine(
            Arbitraries.longs().between(1, 120),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(1, 4))
        .as(Written::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  private static void orderAll(EmbeddedDatabase database, int batchSize, int expected)
      throws SQLException {
    var connections = database.connections(DatabaseRole.SEQUENCER);
    try (Leadership leadership =
        Leadership.take(connections, Duration.ofSeconds(30)).orElseThrow()) {
      var notary = LedgerUnderTest.notary(connections, new SimpleMeterRegistry());
      OrderingBatch batch =
          new OrderingBatch(leadership, notary.begin(leadership.connection()), notary.metrics());
      int total = 0;
      for (int ordered = batch.run(batchSize); ordered > 0; ordered = batch.run(batchSize)) {
        assertThat(ordered).isLessThanOrEqualTo(batchSize);
        total += ordered;
      }
      assertThat(total).isEqualTo(expected);
    }
  }

  private static void assertTenantsDense(JdbcTemplate superuser) {
    for (int tenant = 1; tenant <= 4; tenant++) {
      List<Long> positions =
          superuser.queryForList(
              "SELECT tenant_position FROM event_store.event_order WHERE tenant_id = ?"
                  + " ORDER BY position",
              Long.class,
              new UUID(0, tenant));
      assertThat(positions)
          .isEqualTo(new ArrayList<>(LongStream.rangeClosed(1, positions.size()).boxed().toList()));
    }
  }

  private static UUID insert(JdbcTemplate superuser, Written row) {
    UUID id = UUID.randomUUID();
    superuser.update(
        """
        INSERT INTO event_store.events (id, xid, ordinal, tenant_id, aggregate_type, aggregate_id,
          sequence, type, revision, recorded_at, command_id, payload, metadata)
        VALUES (?, ?::text::xid8, ?, ?, 'T', gen_random_uuid(), 0, 't', 1, now(),
          gen_random_uuid(), '', '')""",
        id,
        String.valueOf(row.xid()),
        row.ordinal(),
        new UUID(0, row.tenant()));
    return id;
  }
}
