package dev.assay.eventstore.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * What the sequencer would be without a ledger: it reads what is committed and gives positions in
 * transactions that move the cursor. No hashes, no trees, no signatures; in the place of a leaf are
 * zeros.
 */
final class OrderOnlySequencer implements AutoCloseable {
  private static final int BATCH = 1_000;
  private static final long POLL_NANOS = 1_000_000;
  private static final String READ =
      """
      SELECT e.xid::text, e.ordinal, e.id, e.tenant_id, e.aggregate_id, e.sequence FROM event_store.events e
      WHERE e.incarnation = 1 AND e.xid >= ?::xid8 AND (e.xid, e.ordinal, e.id) > (?::xid8, ?, ?)
        AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY e.xid, e.ordinal, e.id LIMIT ?""";
  private static final String MOVE =
      "UPDATE event_store.sequencer SET position = ?, last_xid = ?::xid8, last_ordinal = ?, last_id = ?"
          + " WHERE position = ?";
  private static final String ORDER =
      """
      INSERT INTO event_store.event_order
        (position, tenant_id, tenant_position, event_id, aggregate_id, sequence, leaf_hash)
      SELECT ? + n - 1, tenant_id, tenant_position, event_id, aggregate_id, sequence, decode(repeat('00', 32), 'hex')
      FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::bigint[]) WITH ORDINALITY
        AS e (tenant_id, tenant_position, event_id, aggregate_id, sequence, n)""";

  private record Row(UUID id, UUID tenant, UUID aggregate, long sequence) {}

  private final Connection connection;
  private final Map<UUID, Long> tenants = new HashMap<>();
  private final Thread thread;
  private String xid = "0";
  private int ordinal;
  private UUID id = new UUID(0, 0);
  private volatile long position;
  private volatile boolean stopped;

  OrderOnlySequencer(DataSource sequencer) throws SQLException {
    connection = sequencer.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off; SET enable_bitmapscan = off");
      statement.execute("SET synchronous_commit = on");
    }
    thread = Thread.ofPlatform().name("order-only").start(this::run);
  }

  long position() {
    return position;
  }

  @Override
  public void close() throws InterruptedException, SQLException {
    stopped = true;
    thread.join();
    connection.close();
  }

  private void run() {
    try {
      while (!stopped) {
        if (order() == 0) {
          LockSupport.parkNanos(this, POLL_NANOS);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int order() throws SQLException {
    List<Row> rows = read();
    if (rows.isEmpty()) {
      return 0;
    }
    connection.setAutoCommit(false);
    move(position + rows.size());
    insert(rows);
    connection.commit();
    connection.setAutoCommit(true);
    position += rows.size();
    return rows.size();
  }

  private List<Row> read() throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setString(1, xid);
      query.setString(2, xid);
      query.setInt(3, ordinal);
      query.setObject(4, id);
      query.setInt(5, BATCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          xid = row.getString(1);
          ordinal = row.getInt(2);
          id = row.getObject(3, UUID.class);
          rows.add(
              new Row(
                  id, row.getObject(4, UUID.class), row.getObject(5, UUID.class), row.getLong(6)));
        }
      }
    }
    return rows;
  }

  private void move(long to) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      update.setLong(1, to);
      update.setString(2, xid);
      update.setInt(3, ordinal);
      update.setObject(4, id);
      update.setLong(5, position);
      if (update.executeUpdate() != 1) {
        throw new SQLException("Expected to be the only sequencer");
      }
    }
  }

  private void insert(List<Row> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ORDER)) {
      insert.setLong(1, position + 1);
      insert.setArray(2, array("uuid", rows.stream().map(Row::tenant).toArray()));
      insert.setArray(
          3,
          array(
              "bigint",
              rows.stream().map(row -> tenants.merge(row.tenant(), 1L, Long::sum)).toArray()));
      insert.setArray(4, array("uuid", rows.stream().map(Row::id).toArray()));
      insert.setArray(5, array("uuid", rows.stream().map(Row::aggregate).toArray()));
      insert.setArray(6, array("bigint", rows.stream().map(Row::sequence).toArray()));
      insert.executeUpdate();
    }
  }

  private java.sql.Array array(String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }
}
