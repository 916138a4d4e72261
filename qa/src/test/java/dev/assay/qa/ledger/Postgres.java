package dev.assay.qa.ledger;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database server, to be crashed: its memory is lost, what was synced is there again. */
final class Postgres {
  private final Path data;
  private final Path programs;
  private final Path log;

  Postgres(JdbcTemplate superuser, Path log) throws IOException {
    String folder = superuser.queryForObject("SHOW data_directory", String.class);
    this.data = Path.of(String.valueOf(folder));
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    this.programs = Path.of("/proc", pid, "exe").toRealPath().resolveSibling("pg_ctl");
    this.log = log;
  }

  /** Stops it at once, as a loss of power would, and starts it again. */
  void crash() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to be run by root.
    }
    command.addAll(List.of(programs.toString(), "restart", "--mode=immediate", "--wait"));
    command.addAll(List.of("--pgdata=" + data, "--log=" + log));
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("Expected PostgreSQL to start again, but it did not: see " + log);
    }
  }
}
