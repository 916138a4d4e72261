package dev.assay.eventstore.testing;

import dev.assay.eventstore.database.DatabaseProperties;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh database with all schemas for one test. One PostgreSQL serves the whole JVM (fsync off);
 * each call copies a template that was migrated once for its migration sets, which takes some tens
 * of milliseconds.
 *
 * <pre>{@code
 * try (EmbeddedDatabase database = EmbeddedDatabase.create(MY_MIGRATIONS)) {
 *   database.databases().jdbc(DatabaseRole.PROCESSOR)…
 * }
 * }</pre>
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private final SharedPostgres server;
  private final String name;
  private final Databases databases;

  private EmbeddedDatabase(SharedPostgres server, String name) {
    this.server = server;
    this.name = name;
    this.databases = new Databases(properties(server, name));
  }

  /** A database with the base migrations and those given. */
  public static EmbeddedDatabase create(MigrationSet... extra) {
    SharedPostgres server = SharedPostgres.instance();
    return new EmbeddedDatabase(server, server.copyOf(List.of(extra)));
  }

  /** A database in which nothing has been migrated. */
  public static EmbeddedDatabase createEmpty() {
    SharedPostgres server = SharedPostgres.instance();
    return new EmbeddedDatabase(server, server.empty());
  }

  /** A database with the base migrations on a server of its own, which stops with the JVM. */
  public static EmbeddedDatabase createElsewhere() {
    SharedPostgres server = SharedPostgres.start(Map.of());
    return new EmbeddedDatabase(server, server.copyOf(List.of()));
  }

  /**
   * A database on a server of its own that is as careful with the disk as one in production, for
   * benchmarks. The server stops with the JVM.
   */
  public static EmbeddedDatabase createDurable(MigrationSet... extra) {
    SharedPostgres server =
        SharedPostgres.start(
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on"));
    return new EmbeddedDatabase(server, server.copyOf(List.of(extra)));
  }

  /**
   * A database on a server of its own that counts what each statement takes ({@code
   * pg_stat_statements}), for benchmarks. The server stops with the JVM.
   *
   * @param buffers its {@code shared_buffers}, such as 2GB
   */
  public static EmbeddedDatabase createCounting(String buffers, MigrationSet... extra) {
    SharedPostgres server =
        SharedPostgres.start(
            Map.of(
                "shared_buffers",
                buffers,
                "shared_preload_libraries",
                "pg_stat_statements",
                "pg_stat_statements.track_planning",
                "on"));
    return new EmbeddedDatabase(server, server.copyOf(List.of(extra)));
  }

  public Databases databases() {
    return databases;
  }

  /** JDBC URL without credentials, as in the property {@code assay.database.url}. */
  public String url() {
    return server.url(name);
  }

  /** The passwords by role key, as in the property {@code assay.database.passwords}. */
  public Map<String, String> passwords() {
    return passwordsOf(server);
  }

  /** All settings as Spring properties. */
  public Map<String, String> springProperties() {
    return Arrays.stream(DatabaseRole.values())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(
                    role -> "assay.database.passwords." + role.key(), server::password),
                all -> {
                  all.put("assay.database.url", url());
                  all.put("assay.ledger.signing-key", LedgerUnderTest.KEY);
                  all.put("assay.keys.root", "given");
                  all.put("assay.keys.given", TestKeys.ROOT);
                  return all;
                }));
  }

  /** Unpooled connections as the superuser of the server. */
  public DataSource superuser() {
    return server.superuser(name);
  }

  /** Unpooled connections of one role. */
  public PGSimpleDataSource connections(DatabaseRole role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(role.login());
    source.setPassword(server.password(role));
    return source;
  }

  /** Closes the pools and drops the database with whoever is still connected. */
  @Override
  public void close() {
    databases.close();
    try (Connection connection = server.superuser("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    } catch (SQLException e) {
      throw new IllegalStateException("Could not drop " + name, e);
    }
  }

  private static DatabaseProperties properties(SharedPostgres server, String name) {
    return DatabaseProperties.of(server.url(name), passwordsOf(server));
  }

  private static Map<String, String> passwordsOf(SharedPostgres server) {
    return Arrays.stream(DatabaseRole.values())
        .collect(Collectors.toMap(DatabaseRole::key, server::password));
  }
}
