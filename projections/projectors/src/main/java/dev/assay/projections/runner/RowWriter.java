package dev.assay.projections.runner;

import dev.assay.projections.runner.FoldedRows.Form;
import dev.assay.projections.runner.RowChange.Kind;
import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes in as few JDBC batches as their order allows. Changes of one row stay in order;
 * those of different rows may be written in any. All within the caller's transaction.
 */
final class RowWriter {
  /** Changes of one row, and one statement that does what they do. */
  private record Folded(RowStatement statement, List<EventChange> changes) {}

  private final ModelBuild build;

  RowWriter(ModelBuild build) {
    this.build = build;
  }

  /**
   * With the effect that the changes have one after the other, in fewer statements: a row is made,
   * and then changed once. Not both in one: triggers look at what changes.
   */
  void writeTogether(Connection connection, List<EventChange> changes) throws SQLException {
    Map<RowIdentity, List<EventChange>> rows = new LinkedHashMap<>();
    for (EventChange change : changes) {
      rows.computeIfAbsent(change.row(), row -> new ArrayList<>(2)).add(change);
    }
    List<EventChange> made = new ArrayList<>();
    List<List<EventChange>> changed = new ArrayList<>();
    for (List<EventChange> ofRow : rows.values()) {
      boolean isMade = ofRow.getFirst().change().kind() == Kind.UPSERT;
      if (isMade) {
        made.add(ofRow.getFirst());
      }
      List<EventChange> later = isMade ? ofRow.subList(1, ofRow.size()) : ofRow;
      if (!later.isEmpty()) {
        changed.add(later);
      }
    }
    write(connection, made);
    update(connection, changed);
  }

  void upsert(Connection connection, Form form, List<Row> rows) throws SQLException {
    String table = RowStatement.table(build, form.view());
    List<RowStatement> statements = RowStatement.upsert(table, form, rows);
    execute(connection, statements.getFirst().sql(), statements);
  }

  /**
   * Writes the changes of each row as one where that is possible. A row that this leaves alone may
   * have seen some of them: there each decides for itself.
   */
  void update(Connection connection, Collection<List<EventChange>> rows) throws SQLException {
    List<EventChange> asTheyAre = new ArrayList<>();
    Map<String, List<Folded>> batches = new LinkedHashMap<>();
    for (List<EventChange> changes : rows) {
      RowStatement folded = changes.size() > 1 ? folded(changes) : null;
      if (folded == null) {
        asTheyAre.addAll(changes);
      } else {
        batches
            .computeIfAbsent(folded.sql(), sql -> new ArrayList<>())
            .add(new Folded(folded, changes));
      }
    }
    for (Map.Entry<String, List<Folded>> batch : batches.entrySet()) {
      List<RowStatement> statements = batch.getValue().stream().map(Folded::statement).toList();
      int[] counts = execute(connection, batch.getKey(), statements);
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] != 1) {
          asTheyAre.addAll(batch.getValue().get(i).changes());
        }
      }
    }
    write(connection, asTheyAre);
  }

  private @Nullable RowStatement folded(List<EventChange> changes) {
    EventChange first = changes.getFirst();
    RowChange all = first.change().copy();
    for (EventChange later : changes.subList(1, changes.size())) {
      if (!all.absorb(later.change())) {
        return null;
      }
    }
    String table = RowStatement.table(build, all.view());
    return RowStatement.update(table, changes.getLast().event(), all, first.event().position());
  }

  /** Writes each change by itself. */
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
    Map<RowIdentity, Integer> changesOfRow = new HashMap<>();
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

  private static int[] execute(Connection connection, String sql, List<RowStatement> statements)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      for (RowStatement statement : statements) {
        statement.bind(prepared);
        prepared.addBatch();
      }
      return prepared.executeBatch();
    }
  }
}
