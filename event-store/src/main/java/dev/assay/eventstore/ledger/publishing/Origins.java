package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.LedgerRefused;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's names in the order in which they came; the last is in force. */
final class Origins {
  private static final String ALL =
      "SELECT number, origin FROM event_store.ledger_origins ORDER BY number";
  private static final String BEGIN =
      """
      INSERT INTO event_store.ledger_origins (number, origin, began_log_size) VALUES (1, ?, 0)
      ON CONFLICT DO NOTHING""";

  /** One name, counted from 1. */
  record Origin(int number, String name) {}

  private final List<Origin> all;

  private Origins(List<Origin> all) {
    this.all = all;
  }

  /**
   * Reads them; at the first start ever the first is taken from the configuration.
   *
   * @param configured null for a random one
   */
  static Origins load(Connection connection, @Nullable String configured) throws SQLException {
    List<Origin> known = read(connection);
    if (known.isEmpty()) {
      try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
        insert.setString(1, configured == null ? random() : configured);
        insert.executeUpdate();
      }
      known = read(connection);
    }
    String first = known.getFirst().name();
    if (configured != null && !configured.equals(first)) {
      throw new LedgerRefused(
          "Expected assay.ledger.origin to be '%s', as this ledger began, but it is '%s'. A ledger keeps its name"
              .formatted(first, configured));
    }
    return new Origins(known);
  }

  private static List<Origin> read(Connection connection) throws SQLException {
    List<Origin> known = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        known.add(new Origin(row.getInt(1), row.getString(2)));
      }
    }
    return known;
  }

  private static String random() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return "assay.local/" + HexFormat.of().formatHex(bytes);
  }

  Origin inForce() {
    return all.getLast();
  }

  /** Whether a name was given up by a recorded break. */
  boolean isPast(String name) {
    return all.subList(0, all.size() - 1).stream().anyMatch(origin -> origin.name().equals(name));
  }
}
