package dev.assay.qa.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The baseline: the server's own PostgreSQL, writers that insert one row of an event's size and
 * commit, and nothing else.
 */
final class RawInserts {
  private static final int PAYLOAD_BYTES = 600;

  private RawInserts() {}

  /** Committed inserts per second of {@code writers} connections over {@code seconds}. */
  static double perSecond(Path dataDir, int writers, int seconds) throws Exception {
    JsonNode server = JsonMapper.shared().readTree(dataDir.resolve("server.json").toFile());
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s"
            .formatted(
                server.at("/database/port").intValue(), server.at("/database/name").stringValue());
    String password = Files.readString(dataDir.resolve("secrets/postgres-owner")).strip();
    try (Connection owner = DriverManager.getConnection(url, "assay_owner", password);
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS bench");
      statement.execute("DROP TABLE IF EXISTS bench.raw");
      statement.execute("CREATE TABLE bench.raw (id uuid PRIMARY KEY, payload bytea NOT NULL)");
    }
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long inserted = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
      for (Future<Long> writer :
          IntStream.range(0, writers)
              .mapToObj(i -> pool.submit(() -> insertUntil(end, url, password)))
              .toList()) {
        inserted += writer.get();
      }
    }
    return (double) inserted / seconds;
  }

  private static long insertUntil(long end, String url, String password) throws Exception {
    long inserted = 0;
    try (Connection connection = DriverManager.getConnection(url, "assay_owner", password);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench.raw VALUES (?, ?)")) {
      byte[] payload = new byte[PAYLOAD_BYTES];
      while (System.nanoTime() < end) {
        insert.setObject(1, UUID.randomUUID());
        insert.setBytes(2, payload);
        insert.executeUpdate();
        inserted++;
      }
    }
    return inserted;
  }
}
