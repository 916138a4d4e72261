package dev.assay.qa.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every value of every column of every table, whoever made it; also what PostgreSQL remembers. */
final class EveryTable {
  private final JdbcTemplate superuser;

  /** A superuser: nothing is hidden from it. */
  EveryTable(JdbcTemplate superuser) {
    this.superuser = superuser;
    superuser.setFetchSize(500);
  }

  List<String> names() {
    return superuser.queryForList(
        """
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('information_schema', 'pg_toast')
        ORDER BY 1""",
        String.class);
  }

  void look(Sieve sieve) {
    for (String table : names()) {
      superuser.query(
          "SELECT * FROM " + table,
          row -> {
            look(row, table, sieve);
          });
    }
  }

  private static void look(ResultSet row, String table, Sieve sieve) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      boolean isBytes = columns.getColumnTypeName(i).equals("bytea");
      byte[] value = isBytes ? row.getBytes(i) : text(row.getString(i));
      if (value != null) {
        try {
          sieve.look(value, table + "." + columns.getColumnName(i));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @SuppressWarnings("NullAway") // JDBC means null
  private static byte @org.jspecify.annotations.Nullable [] text(
      @org.jspecify.annotations.Nullable String value) {
    return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
  }
}
