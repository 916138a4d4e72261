package dev.assay.projections.runner;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells rows that differ from rows that differ in nothing but ciphertext which has left the record
 * (ADR 20): a live build keeps it, one that is filled anew never had it.
 */
final class RemovedCiphertext {
  /** As sealed texts are stored: key, place, ciphertext. */
  private static final Pattern SEALED =
      Pattern.compile("(sealed:1:([0-9a-f-]{36}):[A-Za-z0-9./_*-]+:)[A-Za-z0-9_-]+");

  private static final int FETCHED = 500;

  private final Set<String> keys;

  /**
   * @param keys of which ciphertext was removed
   */
  RemovedCiphertext(Set<String> keys) {
    this.keys = keys;
  }

  /**
   * @param connection of the processor role, in a transaction
   */
  static RemovedCiphertext from(Connection connection) throws SQLException {
    Set<String> keys = new HashSet<>();
    try (Statement query = connection.createStatement();
        ResultSet rows =
            query.executeQuery("SELECT DISTINCT unnest(data_keys) FROM event_store.tombstones")) {
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
    }
    return new RemovedCiphertext(keys);
  }

  /**
   * Whether all rows of two tables, by their key, are the same but for that.
   *
   * @param moved a query of the keys of rows that are left out
   */
  boolean isAllThatDiffers(
      Connection connection,
      String live,
      String next,
      List<String> key,
      List<String> columns,
      String moved)
      throws SQLException {
    if (keys.isEmpty()) {
      return false;
    }
    String differing =
        """
        WITH moved AS (%5$s),
          l AS (SELECT %3$s, ROW(%4$s)::text AS whole FROM read_model.%1$s),
          n AS (SELECT %3$s, ROW(%4$s)::text AS whole FROM read_model.%2$s)
        SELECT l.whole, n.whole FROM l FULL JOIN n USING (%3$s)
        WHERE l.whole IS DISTINCT FROM n.whole AND (%3$s) NOT IN (SELECT %3$s FROM moved)
        """
            .formatted(live, next, String.join(", ", key), String.join(", ", columns), moved);
    try (Statement query = connection.createStatement()) {
      query.setFetchSize(FETCHED);
      try (ResultSet rows = query.executeQuery(differing)) {
        while (rows.next()) {
          String ours = rows.getString(1);
          String theirs = rows.getString(2);
          if (ours == null || theirs == null || !explains(ours, theirs)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Whether two rows are the same when it is out of both. */
  boolean explains(String live, String next) {
    return without(live).equals(without(next));
  }

  private String without(String row) {
    return SEALED.matcher(row).replaceAll(this::cut);
  }

  private String cut(MatchResult sealed) {
    String rest = keys.contains(sealed.group(2)) ? sealed.group(1) : sealed.group();
    return Matcher.quoteReplacement(rest);
  }
}
