package dev.assay.cli.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Stands in for the module server: describes itself in the data directory, serves nothing. */
public final class TestLauncher implements ServerLauncher {
  @Override
  public Running start(Request request) {
    if (request.roles().equals("broken")) {
      throw new IllegalStateException("Expected roles, but got broken");
    }
    describe(
        request.dataDir(), "http://localhost:" + request.port(), ProcessHandle.current().pid());
    CountDownLatch stopped = new CountDownLatch(1);
    return new Running() {
      @Override
      public String url() {
        return "http://localhost:" + request.port();
      }

      @Override
      public void awaitStop() throws InterruptedException {
        stopped.await();
      }

      @Override
      public void close() {
        stopped.countDown();
      }
    };
  }

  static void describe(Path dataDir, String url, long pid) {
    try {
      Files.createDirectories(dataDir);
      Files.writeString(
          dataDir.resolve("server.json"),
          """
          {"url": "%s", "pid": %d, "dataDir": "%s", "roles": ["all"],
           "database": {"port": 5432, "name": "assay"}, "version": "0", "startedAt": "%s"}
          """
              .formatted(url, pid, dataDir, Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
