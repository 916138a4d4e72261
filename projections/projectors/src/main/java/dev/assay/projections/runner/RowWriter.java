package dev.assay.projections.runner;

import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes changes in as few JDBC batches as their order allows. Changes of one row stay in order;
 * those of different rows may be written in any.
 */
final class RowWriter {
  private final ModelBuild build;

  RowWriter(ModelBuild build) {
    this.build = build;
  }

  /** Writes within the caller's transaction. */
  void write(Connection connection, List<EventChange> changes) throws SQLException {
    for (Map<String, List<RowStatement>> wave : waves(changes)) {
      for (Map.Entry<String, List<RowStatement>> batch : wave.entrySet()) {
        execute(connection, batch.getKey(), batch.getValue());
      }
    }
  }

  /**
   * The n-th change of a row goes into the n-th wave, so that within a wave all rows differ; there
   * changes of the same form become one batch.
   */
  private List<Map<String, List<RowStatement>>> waves(List<EventChange> changes) {
    List<Map<String, List<RowStatement>>> waves = new ArrayList<>();
    Map<List<Object>, Integer> changesOfRow = new HashMap<>();
    for (EventChange change : changes) {
      int wave = changesOfRow.merge(change.row(), 1, Integer::sum) - 1;
      if (wave == waves.size()) {
        waves.add(new LinkedHashMap<>());
      }
      RowStatement statement = RowStatement.of(build, change);
      waves.get(wave).computeIfAbsent(statement.sql(), sql -> new ArrayList<>()).add(statement);
    }
    return waves;
  }

  static void execute(Connection connection, String sql, List<RowStatement> statements)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      for (RowStatement statement : statements) {
        statement.bind(prepared);
        prepared.addBatch();
      }
      prepared.executeBatch();
    }
  }
}
