package dev.assay.query;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.projections.testing.ReadModelDatabase;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.query.replays.ReplayConfiguration;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The query API over real HTTP, a real database and the real projectors; only who calls is told by
 * headers. One for all tests: they keep apart by tenant.
 */
final class QueryServer {
  private static @Nullable QueryServer shared;

  private static final MigrationSet[] MIGRATIONS = {
    ReadModelDatabase.MIGRATIONS, ReplayConfiguration.MIGRATIONS
  };

  final EmbeddedDatabase database;
  final RecordedEvents record;
  final Path exports = folder();
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private QueryServer(EmbeddedDatabase database, Map<String, Object> settings) {
    this.database = database;
    this.record = new RecordedEvents(database);
    ApplicationContextInitializer<ConfigurableApplicationContext> databases =
        it -> ((GenericApplicationContext) it).registerBean(Databases.class, database::databases);
    context =
        new SpringApplicationBuilder(QueryApplication.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                Map.of(
                    "server.port", "0",
                    "spring.flyway.enabled", "false",
                    "spring.main.banner-mode", "off",
                    "spring.threads.virtual.enabled", "true",
                    "assay.streams.max-per-tenant", "3",
                    "assay.exports.folder", exports.toString(),
                    "assay.exports.pause", "200ms",
                    "assay.replays.pause", "200ms",
                    "assay.what-ifs.pause", "200ms"))
            .properties(settings)
            .initializers(databases)
            .run();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("assay-exports-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized QueryServer shared() {
    QueryServer server = shared;
    if (server == null) {
      server = own();
      shared = server;
    }
    return server;
  }

  /** One with a database of its own, for a test that runs its own sequencer; to be closed. */
  static QueryServer own() {
    return own(Map.of());
  }

  /** One with settings of its own. */
  static QueryServer own(Map<String, Object> settings) {
    return new QueryServer(EmbeddedDatabase.create(MIGRATIONS), settings);
  }

  /**
   * One of which the database counts what each statement takes, for benchmarks. It has a quarter of
   * 8 GiB for pages of tables, or {@code -Dbench.shared-buffers}.
   */
  static QueryServer counting() {
    String buffers = System.getProperty("bench.shared-buffers", "2GB");
    return new QueryServer(EmbeddedDatabase.createCounting(buffers, MIGRATIONS), Map.of());
  }

  void close() {
    context.close();
    database.close();
    try {
      FileSystemUtils.deleteRecursively(exports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The engine of what-ifs, which answers as it is told. */
  ScriptedWhatIf whatIf() {
    return context.getBean(ScriptedWhatIf.class);
  }

  /** How many statements entities have been read with so far. */
  long statements() {
    Statistics statistics =
        context
            .getBean("queryEntityManagerFactory", EntityManagerFactory.class)
            .unwrap(SessionFactory.class)
            .getStatistics();
    statistics.setStatisticsEnabled(true);
    return statistics.getPrepareStatementCount();
  }

  /** Someone of a tenant; may read what has been recorded by now. */
  Client as(TenantId tenant, Role... roles) {
    String names = Arrays.stream(roles).map(Role::wire).collect(Collectors.joining(","));
    return new Client(tenant, names);
  }

  /** Does something while a read model cannot go on. */
  void whileBehind(String readModel, Runnable something) {
    DataSource superuser = database.superuser();
    new TransactionTemplate(new JdbcTransactionManager(superuser))
        .executeWithoutResult(
            status -> {
              List<Integer> held =
                  new JdbcTemplate(superuser)
                      .queryForList(
                          "SELECT 1 FROM read_model.projection_position WHERE projection = ?"
                              + " FOR UPDATE",
                          Integer.class,
                          readModel);
              if (held.isEmpty()) {
                throw new AssertionError("No read model " + readModel);
              }
              something.run();
            });
  }

  /**
   * Has PostgreSQL count now what the queries so far have read. By itself each connection reports
   * up to ten seconds late.
   */
  void reportCounters() {
    DataSource readers = database.databases().dataSource(DatabaseRole.READER);
    List<Connection> all = new ArrayList<>();
    try {
      int connections = readers.unwrap(HikariDataSource.class).getMaximumPoolSize();
      for (int i = 0; i < connections; i++) {
        Connection connection = readers.getConnection();
        all.add(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT pg_stat_force_next_flush()");
        }
      }
    } catch (SQLException e) {
      throw new AssertionError("Expected the counters to be reported, but they are not", e);
    } finally {
      all.forEach(JdbcUtils::closeConnection);
    }
  }

  /** An HTTP client of one caller. */
  final class Client {
    private final TenantId tenant;
    private final String roles;

    private Client(TenantId tenant, String roles) {
      this.tenant = tenant;
      this.roles = roles;
    }

    /** Reads after waiting for everything recorded so far. */
    JsonNode get(String path) {
      HttpResponse<String> answer =
          send(path, "Assay-Min-Position", Long.toString(record.position()));
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
      }
      return json(answer);
    }

    HttpResponse<String> send(String path, String... headers) {
      return send(path, HttpResponse.BodyHandlers.ofString(), headers);
    }

    HttpResponse<String> post(String path, String json) {
      return exchange(
          request(path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json)),
          HttpResponse.BodyHandlers.ofString());
    }

    /** Asks the graph after waiting for everything recorded so far. */
    JsonNode ask(String query) {
      return json(question(query, "Assay-Min-Position", Long.toString(record.position())));
    }

    HttpResponse<String> question(String query, String... headers) {
      String body = JsonMapper.shared().writeValueAsString(Map.of("query", query));
      HttpRequest.Builder request =
          request("/")
              .uri(URI.create(base() + "/graphql"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return exchange(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path, String json) {
      return exchange(
          request(path)
              .header("Content-Type", "application/json")
              .method("DELETE", HttpRequest.BodyPublishers.ofString(json)),
          HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) {
      return send(path, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<Stream<String>> lines(String path, String... headers) {
      return send(path, HttpResponse.BodyHandlers.ofLines(), headers);
    }

    private <T> HttpResponse<T> send(
        String path, HttpResponse.BodyHandler<T> body, String... headers) {
      HttpRequest.Builder request = request(path);
      if (headers.length > 0) {
        request.headers(headers);
      }
      return exchange(request, body);
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(base() + "/api/v1" + path))
          .header("Test-Tenant", tenant.toString())
          .header("Test-Roles", roles);
    }

    private String base() {
      return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    private <T> HttpResponse<T> exchange(
        HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
      try {
        return client.send(request.build(), body);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
