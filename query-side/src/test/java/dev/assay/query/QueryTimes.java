package dev.assay.query;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What queries take: as their caller sees it, and in the database alone, which is what PostgreSQL
 * itself counted for planning and executing all statements of the reader role meanwhile.
 */
final class QueryTimes {
  private static final String SO_FAR =
      """
      SELECT coalesce(sum(total_plan_time + total_exec_time), 0) FROM pg_stat_statements
      WHERE userid = '%s'::regrole
      """
          .formatted(DatabaseRole.READER.login());

  private final JdbcTemplate counters;
  private final int runs;
  private double worst;

  QueryTimes(EmbeddedDatabase database, int runs) {
    this.counters = new JdbcTemplate(new SingleConnectionDataSource(connection(database), true));
    this.runs = runs;
    counters.execute("CREATE EXTENSION pg_stat_statements");
    System.out.printf("%-86s %s%n", "", "    as the caller sees it       in the database alone");
  }

  private static java.sql.Connection connection(EmbeddedDatabase database) {
    try {
      return database.superuser().getConnection();
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks again and again; each time it may ask for something else. Answers the status. */
  void time(String what, Supplier<IntSupplier> query) {
    double[] seen = new double[runs];
    double[] inside = new double[runs];
    int status = query.get().getAsInt(); // the first is not counted
    for (int run = 0; run < runs; run++) {
      IntSupplier next = query.get();
      double before = soFar();
      long start = System.nanoTime();
      status = next.getAsInt();
      seen[run] = (System.nanoTime() - start) / 1e6;
      inside[run] = soFar() - before;
    }
    Arrays.sort(seen);
    Arrays.sort(inside);
    worst = Math.max(worst, at(inside, 95));
    System.out.printf(
        "%-82.82s %d  P50 %6.1f P95 %6.1f ms    P50 %6.1f P95 %6.1f ms%n",
        what, status, at(seen, 50), at(seen, 95), at(inside, 50), at(inside, 95));
  }

  /** The largest P95 in the database, in milliseconds. */
  double worst() {
    return worst;
  }

  private static double at(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private double soFar() {
    Double millis = counters.queryForObject(SO_FAR, Double.class);
    return millis == null ? 0 : millis;
  }
}
