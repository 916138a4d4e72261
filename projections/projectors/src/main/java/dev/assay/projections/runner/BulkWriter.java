package dev.assay.projections.runner;

import dev.assay.projections.runner.FoldedRows.Form;
import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes many rows at once. Rows that nobody made before are copied in; where a view turns out to
 * have rows that are made more than once, its rows are upserted from then on.
 */
final class BulkWriter {
  private static final String UNIQUE_VIOLATION = "23505";

  private final ModelBuild build;
  private final RowWriter writer;
  private final Set<String> madeAgain = new HashSet<>();

  BulkWriter(ModelBuild build) {
    this.build = build;
    this.writer = new RowWriter(build);
  }

  /** Writes within the caller's transaction. */
  void write(Connection connection, FoldedRows rows) throws SQLException {
    // First what is there, since a row that is made here cannot be among it.
    writer.update(connection, rows.changed());
    for (Map.Entry<Form, List<Row>> form : rows.made().entrySet()) {
      write(connection, form.getKey(), form.getValue());
    }
  }

  private void write(Connection connection, Form form, List<Row> rows) throws SQLException {
    String table = RowStatement.table(build, form.view());
    if (!madeAgain.contains(form.view())) {
      Savepoint before = connection.setSavepoint();
      try {
        copy(connection, table, form, rows);
        connection.releaseSavepoint(before);
        return;
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw e;
        }
        connection.rollback(before);
        madeAgain.add(form.view());
      }
    }
    writer.upsert(connection, form, rows);
  }

  private static void copy(Connection connection, String table, Form form, List<Row> rows)
      throws SQLException {
    CopyText text = new CopyText(table, form);
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    CopyIn copy = copies.copyIn(text.statement());
    try {
      for (Row row : rows) {
        text.append(row);
        if (text.isFull()) {
          send(copy, text);
        }
      }
      send(copy, text);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void send(CopyIn copy, CopyText text) throws SQLException {
    byte[] bytes = text.take();
    copy.writeToCopy(bytes, 0, bytes.length);
  }
}
