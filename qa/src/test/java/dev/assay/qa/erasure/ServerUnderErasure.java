package dev.assay.qa.erasure;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.assay.eventstore.database.DatabaseProperties;
import dev.assay.qa.support.Api;
import dev.assay.server.AssayServer;
import dev.assay.server.StartSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole program with all that it writes: its data directory, its log, a file and a topic. */
final class ServerUnderErasure implements AutoCloseable {
  private static final String ROLES =
      "tenant-admin,designer,operator,reviewer,auditor,agent-runner";
  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final Duration SETTLED = Duration.ofMinutes(4);

  private final Path folder;
  private final AssayServer server;
  private final FileAppender<ILoggingEvent> log = new FileAppender<>();

  /**
   * @param brokers of Kafka, which takes the record
   */
  ServerUnderErasure(Path folder, String brokers) {
    this.folder = folder;
    server =
        AssayServer.start(
            new StartSettings(
                0,
                data(),
                "all",
                Map.of(
                    "assay.erasure.removal.grace", "0s",
                    "assay.erasure.removal.every", "1s",
                    "assay.sinks.payloads", "true",
                    "assay.sinks.kafka.producer.bootstrap.servers", brokers,
                    "assay.sinks.file.directory", folder.resolve("sink").toString())));
    logToAFile();
  }

  private void logToAFile() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(root.getLoggerContext());
    lines.setPattern("%d %-5level %logger %msg%n%ex");
    lines.start();
    log.setContext(root.getLoggerContext());
    log.setFile(folder.resolve("assay.log").toString());
    log.setEncoder(lines);
    log.start();
    root.addAppender(log);
  }

  private Path data() {
    return folder.resolve("data");
  }

  Path exports() {
    return data().resolve("exports");
  }

  Api api() {
    return Api.withRoles(server.url(), data(), ROLES);
  }

  /** Nobody decides on what they asked for themselves. */
  Api reviewer() {
    return Api.withRoles(server.url(), data(), "reviewer", "demo", "rita");
  }

  <T> T bean(Class<T> type) {
    return server.context().getBean(type);
  }

  /** Whom nothing is hidden from. */
  JdbcTemplate superuser() {
    try {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(bean(DatabaseProperties.class).url());
      source.setUser("postgres");
      source.setPassword(Files.readString(data().resolve("secrets/postgres-superuser")).strip());
      return new JdbcTemplate(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until nothing more is recorded: all work has ended. */
  void awaitQuiet() {
    JdbcTemplate jdbc = superuser();
    long[] seen = {-1, System.nanoTime()};
    await()
        .atMost(SETTLED)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              long events = count(jdbc, "SELECT count(*) FROM event_store.events");
              if (events != seen[0]) {
                seen[0] = events;
                seen[1] = System.nanoTime();
              }
              return System.nanoTime() - seen[1] > QUIET.toNanos();
            });
  }

  /** Until the second stage has gone through everything that is erased. */
  void awaitRemoval() {
    JdbcTemplate jdbc = superuser();
    await()
        .atMost(SETTLED)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                count(
                            jdbc,
                            """
                            SELECT count(*) FROM keys.data_keys d WHERE d.erased_at IS NOT NULL
                              AND NOT EXISTS (SELECT FROM event_store.removed_keys r
                                WHERE r.key_id = d.key_id)""")
                        == 0
                    && count(
                            jdbc,
                            "SELECT count(*) FROM event_store.removals WHERE recorded_at IS NULL")
                        == 0);
  }

  /** Until the file and the topic have all that is recorded. */
  void awaitSinks() {
    JdbcTemplate jdbc = superuser();
    await()
        .atMost(SETTLED)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                count(
                        jdbc,
                        """
                        SELECT count(*) FROM sinks.sink_position WHERE position >=
                          (SELECT max(position) FROM event_store.event_order)""")
                    == 2);
  }

  static long count(JdbcTemplate jdbc, String query) {
    return Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
  }

  /** A bundle of all of the tenant, kept outside of what the server has. */
  Path bundle(String name) throws IOException, InterruptedException {
    Api api = api();
    String id =
        api.post("/audit/exports", Map.of("scope", Map.of("kind", "tenant")))
            .body()
            .get("exportId")
            .stringValue();
    await()
        .atMost(SETTLED)
        .until(
            () -> api.get("/audit/exports/" + id).body().path("status").asString(""),
            "COMPLETED"::equals);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(server.url() + "/api/v1/audit/exports/" + id + "/content"))
            .header("Authorization", "Bearer " + api.token())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Path file = folder.resolveSibling(name);
      return client.send(request, HttpResponse.BodyHandlers.ofFile(file)).body();
    }
  }

  /** Every file that the program or its PostgreSQL has written. */
  void lookAtFiles(Sieve sieve) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      if (name.endsWith(".zip") || name.endsWith(".gz")) {
        sieve.look(Files.readAllBytes(file), name);
      } else {
        try (InputStream in = Files.newInputStream(file)) {
          sieve.look(in, name);
        }
      }
    }
  }

  @Override
  public void close() {
    server.close();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    log.stop();
  }
}
