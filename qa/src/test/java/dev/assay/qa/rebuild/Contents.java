package dev.assay.qa.rebuild;

import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What read models hold, read past all code of the program, also while no server is there. */
final class Contents {
  private final Path dataDir;

  Contents(Path dataDir) {
    this.dataDir = dataDir;
  }

  /** Whom nothing is hidden from. The fourth line of {@code postmaster.pid} is the port. */
  JdbcTemplate superuser() {
    try {
      String port = Files.readAllLines(dataDir.resolve("postgres/postmaster.pid")).get(3).strip();
      return new JdbcTemplate(
          new DriverManagerDataSource(
              "jdbc:postgresql://127.0.0.1:" + port + "/assay",
              "postgres",
              Files.readString(dataDir.resolve("secrets/postgres-superuser")).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last position of the record. */
  long head() {
    return number("SELECT max(position) FROM event_store.event_order");
  }

  /** Events without a place, calls in the queue, and live read models behind the order. */
  long pending() {
    return number(
        """
        SELECT (SELECT count(*) FROM event_store.events)
             - (SELECT count(*) FROM event_store.event_order)
             + (SELECT count(*) FROM work.model_calls)
             + (SELECT count(*) FROM read_model.projection_position
                JOIN read_model.projection_build USING (projection, version, build)
                WHERE state = 'LIVE'
                  AND position < (SELECT max(position) FROM event_store.event_order))""");
  }

  private long number(String sql) {
    return Objects.requireNonNull(superuser().queryForObject(sql, Long.class));
  }

  /** Each view's rows that have not changed since a position, in whatever order they are. */
  Map<String, String> hashes(long upTo) {
    JdbcTemplate superuser = superuser();
    Map<String, String> hashes = new TreeMap<>();
    for (ReadModel model : ReadModels.all()) {
      for (String view : model.views()) {
        hashes.put(
            view,
            superuser.queryForObject(
                """
                SELECT count(*) || ' ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '')
                FROM (SELECT md5(v::text) AS row FROM read_model.%s v WHERE last_position <= ?) r"""
                    .formatted(view),
                String.class,
                upTo));
      }
    }
    return hashes;
  }

  /** What is on its way; empty where nothing is. */
  String buildUnderWay() {
    return String.join(
        " ",
        superuser()
            .queryForList(
                """
                SELECT projection || ' ' || state || CASE WHEN paused THEN ' PAUSED' ELSE '' END
                FROM read_model.projection_build
                WHERE state IN ('LOADING', 'CATCHING_UP', 'READY')""",
                String.class));
  }

  /** The table that queries of a view read. */
  String tableOf(String view) {
    return Objects.requireNonNull(
        superuser()
            .queryForObject(
                """
                SELECT read_model.table_of(v.view, v.version, b.build)
                FROM read_model.model_view v JOIN read_model.projection_build b
                  ON b.projection = v.projection AND b.version = v.version
                WHERE v.view = ? AND b.state = 'LIVE'""",
                String.class,
                view));
  }
}
