package dev.assay.query.audit.bundle;

import dev.assay.verifier.merkle.Hash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads a tenant's events in the order of its tree. Must run within its reading transaction. */
public final class RecordedLeaves {
  /** Rows that are held at once: payloads can be large. */
  private static final int ROWS_AHEAD = 100;

  // LATERAL makes one index probe for each place, however little the planner knows of the tables.
  private static final String READ =
      """
      SELECT o.tenant_position - 1, o.position, o.leaf_hash, e.id, e.aggregate_type, e.aggregate_id, e.sequence,
        e.type, e.revision, e.recorded_at, e.payload_salt, e.payload, l.payload_hash,
        e.metadata_salt, e.metadata, l.metadata_hash, e.whole_payload_hash IS NOT NULL
      FROM (%s) o
      CROSS JOIN LATERAL (
        SELECT * FROM event_store.events e
        WHERE e.tenant_id = o.tenant_id AND e.aggregate_id = o.aggregate_id AND e.sequence = o.sequence
        LIMIT 1) e
      CROSS JOIN LATERAL (
        SELECT payload_hash, metadata_hash FROM event_store.event_leaves l
        WHERE l.tenant_id = o.tenant_id AND l.aggregate_id = o.aggregate_id AND l.sequence = o.sequence
        LIMIT 1) l
      ORDER BY o.tenant_position
      """;
  private static final String RANGE =
      READ.formatted(
          """
          SELECT * FROM event_store.event_order
          WHERE tenant_id = ? AND tenant_position > ? AND tenant_position <= ?""");
  private static final String SELECTED =
      READ.formatted(
          """
          SELECT * FROM event_store.event_order
          WHERE tenant_id = ? AND tenant_position = ANY (?)""");

  private final JdbcTemplate jdbc;

  public RecordedLeaves(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether texts of any event were removed. */
  boolean hasTombstones(UUID tenant) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM event_store.tombstones WHERE tenant_id = ?)",
            Boolean.class,
            tenant));
  }

  /** From one index to before another, in order. */
  void range(UUID tenant, long from, long to, Consumer<RecordedLeaf> reader) {
    jdbc.query(
        connection -> {
          PreparedStatement query = connection.prepareStatement(RANGE);
          query.setFetchSize(ROWS_AHEAD);
          query.setObject(1, tenant);
          query.setLong(2, from);
          query.setLong(3, to);
          return query;
        },
        row -> {
          reader.accept(leaf(row));
        });
  }

  /** Those at these indexes, in order. */
  void at(UUID tenant, List<Long> indexes, Consumer<RecordedLeaf> reader) {
    jdbc.query(
        connection -> {
          PreparedStatement query = connection.prepareStatement(SELECTED);
          query.setFetchSize(ROWS_AHEAD);
          query.setObject(1, tenant);
          Object[] places = indexes.stream().map(index -> index + 1).toArray();
          query.setArray(2, connection.createArrayOf("bigint", places));
          return query;
        },
        row -> {
          reader.accept(leaf(row));
        });
  }

  private static RecordedLeaf leaf(ResultSet row) throws SQLException {
    return new RecordedLeaf(
        row.getLong(1),
        row.getLong(2),
        Hash.of(row.getBytes(3)),
        row.getObject(4, UUID.class),
        row.getString(5),
        row.getObject(6, UUID.class),
        row.getLong(7),
        row.getString(8),
        row.getInt(9),
        row.getObject(10, OffsetDateTime.class).toInstant(),
        content(row, 11, row.getBoolean(17)),
        content(row, 14, false));
  }

  private static RecordedLeaf.Content content(ResultSet row, int first, boolean isTombstoned)
      throws SQLException {
    return new RecordedLeaf.Content(
        row.getObject(first, UUID.class),
        row.getBytes(first + 1),
        Hash.of(row.getBytes(first + 2)),
        isTombstoned);
  }
}
