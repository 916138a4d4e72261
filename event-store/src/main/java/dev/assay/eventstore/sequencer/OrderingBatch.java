package dev.assay.eventstore.sequencer;

import dev.assay.eventstore.sequencer.Leadership.Cursor;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Orders the next events in one transaction. It reads only rows whose transaction id lies below the
 * horizon, the oldest id still in progress: below it nothing can appear any more, so that no place
 * has to be kept free and none is skipped. Within one transaction id the writer's ordinal decides.
 */
final class OrderingBatch {
  // Qualified, because a bare xid in ORDER BY would be the text of the output, where 1000 < 999.
  private static final String READ =
      """
      SELECT e.xid::text, e.ordinal, e.id, e.tenant_id, e.aggregate_id, e.sequence
      FROM event_store.events e
      WHERE e.xid >= ?::xid8 AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
        AND (e.xid, e.ordinal, e.id) > (?::xid8, ?, ?)
      ORDER BY e.xid, e.ordinal, e.id LIMIT ?
      """;
  private static final String HEADS =
      "SELECT tenant_id, position FROM event_store.tenant_heads WHERE tenant_id = ANY (?)";
  private static final String ORDER =
      """
      INSERT INTO event_store.event_order
        (position, tenant_id, tenant_position, event_id, aggregate_id, sequence)
      SELECT * FROM unnest(?::bigint[], ?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::bigint[])
      """;
  private static final String MOVE_HEADS =
      """
      INSERT INTO event_store.tenant_heads (tenant_id, position)
      SELECT * FROM unnest(?::uuid[], ?::bigint[])
      ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position
      """;

  private record Row(String xid, int ordinal, UUID id, UUID tenant, UUID aggregate, long seq) {}

  private final Leadership leadership;
  private final Connection connection;

  OrderingBatch(Leadership leadership) {
    this.leadership = leadership;
    this.connection = leadership.connection();
  }

  /**
   * Returns how many events were ordered: 0 when there are none below the horizon. Throws {@link
   * FencedException} when another sequencer leads; nothing is written then.
   */
  int run(int limit) throws SQLException {
    connection.setAutoCommit(true);
    List<Row> rows = read(limit);
    if (rows.isEmpty()) {
      return 0;
    }
    Row last = rows.getLast();
    Cursor next =
        new Cursor(
            leadership.cursor().position() + rows.size(), last.xid(), last.ordinal(), last.id());
    connection.setAutoCommit(false);
    try {
      leadership.moveTo(next);
      write(rows);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    leadership.movedTo(next);
    return rows.size();
  }

  private List<Row> read(int limit) throws SQLException {
    Cursor from = leadership.cursor();
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setString(1, from.xid());
      query.setString(2, from.xid());
      query.setInt(3, from.ordinal());
      query.setObject(4, from.id());
      query.setInt(5, limit);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          rows.add(
              new Row(
                  found.getString(1),
                  found.getInt(2),
                  found.getObject(3, UUID.class),
                  found.getObject(4, UUID.class),
                  found.getObject(5, UUID.class),
                  found.getLong(6)));
        }
      }
      return rows;
    }
  }

  private void write(List<Row> rows) throws SQLException {
    Map<UUID, Long> heads = tenantHeads(rows);
    long first = leadership.cursor().position() + 1;
    Long[] positions = new Long[rows.size()];
    Long[] tenantPositions = new Long[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      positions[i] = first + i;
      tenantPositions[i] = heads.merge(rows.get(i).tenant(), 1L, Long::sum);
    }
    try (PreparedStatement insert = connection.prepareStatement(ORDER)) {
      insert.setArray(1, bigints(positions));
      insert.setArray(2, uuids(rows, Row::tenant));
      insert.setArray(3, bigints(tenantPositions));
      insert.setArray(4, uuids(rows, Row::id));
      insert.setArray(5, uuids(rows, Row::aggregate));
      insert.setArray(6, bigints(rows.stream().map(Row::seq).toArray(Long[]::new)));
      insert.executeUpdate();
    }
    try (PreparedStatement upsert = connection.prepareStatement(MOVE_HEADS)) {
      List<UUID> tenants = List.copyOf(heads.keySet());
      upsert.setArray(1, uuids(tenants, Function.identity()));
      upsert.setArray(2, bigints(tenants.stream().map(heads::get).toArray(Long[]::new)));
      upsert.executeUpdate();
    }
  }

  private Map<UUID, Long> tenantHeads(List<Row> rows) throws SQLException {
    Map<UUID, Long> heads = new HashMap<>();
    rows.forEach(row -> heads.put(row.tenant(), 0L));
    try (PreparedStatement query = connection.prepareStatement(HEADS)) {
      query.setArray(1, uuids(List.copyOf(heads.keySet()), Function.identity()));
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          heads.put(found.getObject(1, UUID.class), found.getLong(2));
        }
      }
    }
    return heads;
  }

  private Array bigints(Long[] values) throws SQLException {
    return connection.createArrayOf("bigint", values);
  }

  private <T> Array uuids(List<T> from, Function<T, UUID> value) throws SQLException {
    return connection.createArrayOf("uuid", from.stream().map(value).toArray(UUID[]::new));
  }
}
