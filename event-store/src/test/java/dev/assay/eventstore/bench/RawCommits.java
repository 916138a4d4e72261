package dev.assay.eventstore.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** The baseline: one row of an event's size, inserted and committed, again and again. */
final class RawCommits {
  private static final int ROW_BYTES = 1_000;

  private final DataSource superuser;

  RawCommits(DataSource superuser) {
    this.superuser = superuser;
  }

  /** How long each took, one every {@code pause} until the time is over. */
  Quantiles measure(Duration pause, long endNanoTime) throws SQLException {
    List<Long> durations = new ArrayList<>();
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS public.raw_commits (id bigserial PRIMARY KEY, content bytea)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO public.raw_commits (content) VALUES (?)")) {
        while (System.nanoTime() - endNanoTime < 0) {
          insert.setBytes(1, new byte[ROW_BYTES]);
          long begin = System.nanoTime();
          insert.executeUpdate();
          durations.add(System.nanoTime() - begin);
          LockSupport.parkNanos(pause.toNanos());
        }
      }
    }
    return Quantiles.of(durations.stream().mapToLong(Long::longValue).toArray());
  }
}
