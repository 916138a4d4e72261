package dev.assay.server.postgres;

import dev.assay.server.home.DataDirectory;
import dev.assay.server.home.Secrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL 18 as a child process, with its files in the data directory. It listens on loopback
 * only, asks every user for a password, and syncs each commit to disk. A PostgreSQL that outlived a
 * killed server is stopped first.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);
  private static final String DATABASE = "assay";
  private static final Duration START = Duration.ofSeconds(60);

  private final EmbeddedPostgres postgres;
  private final String superuserPassword;

  private EmbeddedPostgresServer(EmbeddedPostgres postgres, String superuserPassword) {
    this.postgres = postgres;
    this.superuserPassword = superuserPassword;
  }

  /** Starts it, initialised on first use; takes about two seconds. */
  public static EmbeddedPostgresServer start(DataDirectory home, Secrets secrets) {
    Path data = home.postgres();
    OrphanedPostgres.stopIfRunning(data);
    String password = secrets.named("postgres-superuser");
    try {
      Files.createDirectories(data.getParent());
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              // Spring stops it after the pools; a hook of its own would race with that.
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START)
              .setConnectConfig("password", password)
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("password_encryption", "scram-sha-256")
              .setServerConfig("max_connections", "150")
              .setServerConfig("shared_buffers", "256MB")
              .setServerConfig("max_wal_size", "2GB")
              .setServerConfig("log_min_messages", "warning")
              .start();
      EmbeddedPostgresServer server = new EmbeddedPostgresServer(postgres, password);
      server.secure(data);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected the embedded PostgreSQL to start in " + data, e);
    }
  }

  public int port() {
    return postgres.getPort();
  }

  public String databaseName() {
    return DATABASE;
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE;
  }

  public String superuser() {
    return "postgres";
  }

  public String superuserPassword() {
    return superuserPassword;
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      log.warn("The embedded PostgreSQL did not stop cleanly; it recovers at the next start", e);
    }
  }

  /** initdb trusts everyone on loopback; that ends here, before anything is in the database. */
  private void secure(Path data) throws IOException {
    Path rules = data.resolve("pg_hba.conf");
    String wanted =
        "host all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 reject\n";
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (!wanted.equals(Files.readString(rules))) {
        statement.execute("ALTER USER postgres PASSWORD '" + superuserPassword + "'");
        Files.writeString(rules, wanted);
        statement.execute("SELECT pg_reload_conf()");
      }
      try (ResultSet exists =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (!exists.next()) {
          statement.execute("CREATE DATABASE " + DATABASE + " ENCODING 'UTF8'");
        }
      }
    } catch (SQLException e) {
      throw new IOException("Expected to prepare the embedded PostgreSQL", e);
    }
  }
}
