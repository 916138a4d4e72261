package dev.assay.eventstore.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings one database's record to another server as {@code pg_dump} and {@code pg_restore} do: all
 * rows as text, transaction ids included, and the column's default of the incarnation.
 */
public final class LogicalCopy {
  private LogicalCopy() {}

  public static void copy(EmbeddedDatabase from, EmbeddedDatabase to) {
    JdbcTemplate source = new JdbcTemplate(from.superuser());
    JdbcTemplate target = new JdbcTemplate(to.superuser());
    List<String> tables =
        source.queryForList(
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'event_store'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition""",
            String.class);
    for (String table : tables) {
      String name = "event_store." + table;
      target.execute("ALTER TABLE " + name + " DISABLE TRIGGER ALL; DELETE FROM " + name);
      copyRows(from, to, name);
      target.execute("ALTER TABLE " + name + " ENABLE TRIGGER ALL");
      if (!target
          .queryForList(
              "SELECT 1 FROM pg_trigger WHERE tgrelid = ?::regclass AND tgname = 'append_only'",
              name)
          .isEmpty()) {
        target.execute("ALTER TABLE " + name + " ENABLE ALWAYS TRIGGER append_only");
      }
    }
    target.execute(
        "ALTER TABLE event_store.events ALTER COLUMN incarnation SET DEFAULT "
            + source.queryForObject(
                """
                SELECT column_default FROM information_schema.columns
                WHERE table_schema = 'event_store' AND table_name = 'events' AND column_name = 'incarnation'""",
                String.class));
  }

  private static void copyRows(EmbeddedDatabase from, EmbeddedDatabase to, String table) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (Connection source = from.superuser().getConnection();
        Connection target = to.superuser().getConnection()) {
      source
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", rows);
      target
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(rows.toByteArray()));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Could not copy " + table, e);
    }
  }
}
