package dev.assay.projections.runner;

import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.schema.builds.Build;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Compares what two builds of a read model hold, while both follow the record: in one snapshot, at
 * the position that both have seen, leaving out rows that either has changed since.
 */
final class BuildComparison {
  /**
   * What came of it.
   *
   * @param equal all rows are the same in the columns that both have
   * @param sameColumns both have the same columns, so that a difference says something
   * @param position global position at which they were compared
   */
  record Result(boolean equal, boolean sameColumns, long position, List<Table> tables) {}

  /**
   * One view's tables.
   *
   * @param liveHash over the rows, in whatever order they are
   * @param left rows that were left out
   * @param removed nothing differs but ciphertext that has left the record
   */
  record Table(
      String view,
      long liveRows,
      long nextRows,
      String liveHash,
      String nextHash,
      long left,
      boolean removed) {
    boolean isEqual() {
      return liveRows == nextRows && (liveHash.equals(nextHash) || removed);
    }
  }

  private final DataSource connections;

  /**
   * @param connections of the processor role
   */
  BuildComparison(DataSource connections) {
    this.connections = connections;
  }

  Result compare(Build live, Build next) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      long position = Math.min(position(connection, live), position(connection, next));
      Map<String, String> oldTables = tables(connection, live);
      Map<String, String> newTables = tables(connection, next);
      boolean sameColumns = oldTables.keySet().equals(newTables.keySet());
      List<Table> compared = new ArrayList<>();
      for (Map.Entry<String, String> table : newTables.entrySet()) {
        String old = oldTables.get(table.getKey());
        if (old != null) {
          List<String> shared = columns(connection, old);
          List<String> columns = columns(connection, table.getValue());
          sameColumns &= shared.equals(columns);
          shared.retainAll(columns);
          compared.add(table(connection, table.getKey(), old, table.getValue(), shared, position));
        }
      }
      connection.rollback();
      return new Result(
          compared.stream().allMatch(Table::isEqual), sameColumns, position, compared);
    }
  }

  /** By view, as the database knows them: the program may not know the version of the live one. */
  private static Map<String, String> tables(Connection connection, Build build)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT view, read_model.table_of(view, version, ?) FROM read_model.model_view
            WHERE projection = ? AND version = ?
            """)) {
      query.setInt(1, build.build());
      query.setString(2, build.projection());
      query.setInt(3, build.version());
      Map<String, String> tables = new TreeMap<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.put(rows.getString(1), rows.getString(2));
        }
      }
      return tables;
    }
  }

  /** As it is kept and shown. */
  static Map<String, Object> members(Result result) {
    Map<String, Object> members = new TreeMap<>();
    members.put("equal", result.equal());
    members.put("sameColumns", result.sameColumns());
    members.put("position", result.position());
    members.put("tables", result.tables());
    return members;
  }

  private static long position(Connection connection, Build build) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT position FROM read_model.projection_position
            WHERE projection = ? AND version = ? AND build = ?
            """)) {
      query.setString(1, build.projection());
      query.setInt(2, build.version());
      query.setInt(3, build.build());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    return strings(
        connection,
        """
        SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = ('%s.' || quote_ident(?))::regclass AND attnum > 0 AND NOT attisdropped
        ORDER BY attname
        """
            .formatted(ReadModels.SCHEMA),
        table);
  }

  private static List<String> keyOf(Connection connection, String table) throws SQLException {
    return strings(
        connection,
        """
        SELECT quote_ident(a.attname)
        FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place), pg_attribute a
        WHERE i.indrelid = ('%s.' || quote_ident(?))::regclass AND i.indisprimary
          AND a.attrelid = i.indrelid AND a.attnum = k.number
        ORDER BY k.place
        """
            .formatted(ReadModels.SCHEMA),
        table);
  }

  private static List<String> strings(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, argument);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }

  private static Table table(
      Connection connection,
      String view,
      String live,
      String next,
      List<String> columns,
      long position)
      throws SQLException {
    List<String> keys = keyOf(connection, next);
    String key = String.join(", ", keys);
    String moved =
        """
        SELECT %1$s FROM read_model.%2$s WHERE last_position > %4$d
        UNION SELECT %1$s FROM read_model.%3$s WHERE last_position > %4$d"""
            .formatted(key, live, next, position);
    String sides =
        """
        WITH moved AS (%4$s)
        SELECT
          (SELECT count(*) FROM moved),
          (SELECT ROW(count(*), coalesce(sum(hashtextextended(ROW(%5$s)::text, 0)), 0))::text
           FROM read_model.%2$s WHERE (%1$s) NOT IN (SELECT %1$s FROM moved)),
          (SELECT ROW(count(*), coalesce(sum(hashtextextended(ROW(%5$s)::text, 0)), 0))::text
           FROM read_model.%3$s WHERE (%1$s) NOT IN (SELECT %1$s FROM moved))
        """
            .formatted(key, live, next, moved, String.join(", ", columns));
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(sides)) {
      row.next();
      String[] ours = sides(row.getString(2));
      String[] theirs = sides(row.getString(3));
      boolean removed =
          !ours[1].equals(theirs[1])
              && RemovedCiphertext.from(connection)
                  .isAllThatDiffers(connection, live, next, keys, columns, moved);
      return new Table(
          view,
          Long.parseLong(ours[0]),
          Long.parseLong(theirs[0]),
          ours[1],
          theirs[1],
          row.getLong(1),
          removed);
    }
  }

  /** Of the text of a row of two numbers. */
  private static String[] sides(String row) {
    return row.substring(1, row.length() - 1).split(",", 2);
  }
}
