package dev.assay.eventstore.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the processor has given to this process and to one PostgreSQL. Other programs disturb it
 * less than the clock.
 */
final class ProcessorTime {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11; // of the fields after the name in /proc/<pid>/stat
  private static final int TIMES = 4; // user and system, and those of children that have ended

  private final ProcessHandle postgres;
  private final OperatingSystemMXBean own =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  ProcessorTime(EmbeddedDatabase database) throws IOException {
    String data =
        new JdbcTemplate(database.superuser()).queryForObject("SHOW data_directory", String.class);
    String pid =
        Files.readAllLines(Path.of(String.valueOf(data), "postmaster.pid")).getFirst().strip();
    postgres = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Since both have begun, in seconds. */
  double seconds() throws IOException {
    double ticks = ticks(postgres);
    for (ProcessHandle child : postgres.children().toList()) {
      ticks += ticks(child);
    }
    return own.getProcessCpuTime() / 1e9 + ticks / TICKS_PER_SECOND;
  }

  private static long ticks(ProcessHandle process) throws IOException {
    Path file = Path.of("/proc", String.valueOf(process.pid()), "stat");
    if (!Files.exists(file)) {
      return 0; // It has ended meanwhile, and its parent has its time.
    }
    String stat = Files.readString(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long sum = 0;
    for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
      sum += Long.parseLong(fields[i]);
    }
    return sum;
  }
}
