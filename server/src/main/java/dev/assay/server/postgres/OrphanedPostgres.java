package dev.assay.server.postgres;

import dev.assay.cli.server.Liveness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and stops a PostgreSQL that went on after its server was killed. A second one on the same
 * files would not start, and would say so only after a minute and misleadingly.
 */
final class OrphanedPostgres {
  private static final Logger log = LoggerFactory.getLogger(OrphanedPostgres.class);
  private static final Duration FAST_STOP = Duration.ofSeconds(10);
  private static final Duration FORCED_STOP = Duration.ofSeconds(10);

  private OrphanedPostgres() {}

  static void stopIfRunning(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      Optional<ProcessHandle> orphan = processOf(Files.readAllLines(pidFile), data);
      if (orphan.isPresent()) {
        log.info("Stopping the PostgreSQL that outlived its server (pid {})", orphan.get().pid());
        stop(orphan.get());
      } else {
        // Its process is gone; PostgreSQL itself would refuse if another one had taken the pid.
        Files.deleteIfExists(pidFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + pidFile, e);
    }
  }

  /** The first line is the pid, the second the data directory. */
  private static Optional<ProcessHandle> processOf(List<String> lines, Path data)
      throws IOException {
    if (lines.size() < 2 || !data.toRealPath().equals(Path.of(lines.get(1)).toRealPath())) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(Liveness::isAlive)
        .filter(p -> p.info().command().map(c -> c.endsWith("postgres")).orElse(false));
  }

  private static void stop(ProcessHandle postgres) throws IOException {
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
    new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid())).start();
    try {
      if (!Liveness.awaitEnd(postgres, FAST_STOP)) {
        log.warn("The orphaned PostgreSQL did not stop in {}; it is ended by force", FAST_STOP);
        postgres.destroyForcibly();
        if (!Liveness.awaitEnd(postgres, FORCED_STOP)) {
          throw new IOException("Expected the orphaned PostgreSQL to end, but it does not");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while stopping the orphaned PostgreSQL", e);
    }
  }
}
