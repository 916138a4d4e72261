package dev.assay.projections.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What this JVM and PostgreSQL with all its processes have used of the processors so far, in
 * seconds. It tells more than a clock where others use the machine, too. Linux only.
 */
record ProcessorTime(double jvm, double postgres) {
  private static final double TICKS_A_SECOND = 100; // USER_HZ, of every Linux
  private static final int USED = 11; // utime, stime, and both of ended children
  private static final int KINDS = 4;

  /**
   * @param database of a superuser
   */
  static ProcessorTime now(JdbcTemplate database) {
    Long postmaster =
        database.queryForObject(
            "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint", Long.class);
    ProcessHandle server = ProcessHandle.of(Objects.requireNonNull(postmaster)).orElseThrow();
    double ticks =
        used(server.pid()) + server.children().mapToDouble(child -> used(child.pid())).sum();
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new ProcessorTime(system.getProcessCpuTime() / 1e9, ticks / TICKS_A_SECOND);
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(jvm - before.jvm, postgres - before.postgres);
  }

  private static double used(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double sum = 0;
      for (int i = 0; i < KINDS; i++) {
        sum += Double.parseDouble(fields[USED + i]);
      }
      return sum;
    } catch (NoSuchFileException e) {
      return 0; // it has just ended, and its parent has what it used
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
