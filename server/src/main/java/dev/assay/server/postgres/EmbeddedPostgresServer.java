package dev.assay.server.postgres;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.DatabaseRoles;
import dev.assay.server.home.DataDirectory;
import dev.assay.server.home.Secrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
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
  private final Map<DatabaseRole, String> passwords;

  private EmbeddedPostgresServer(EmbeddedPostgres postgres, Map<DatabaseRole, String> passwords) {
    this.postgres = postgres;
    this.passwords = passwords;
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
      secure(postgres, data, password);
      Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
      for (DatabaseRole role : DatabaseRole.values()) {
        passwords.put(role, secrets.named("postgres-" + role.key()));
      }
      DataSource superuser = postgres.getPostgresDatabase();
      DatabaseRoles.create(superuser, passwords);
      DatabaseRoles.createDatabase(superuser, DATABASE);
      return new EmbeddedPostgresServer(postgres, passwords);
    } catch (SQLException e) {
      throw new IllegalStateException("Expected to set up the embedded PostgreSQL", e);
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

  /** The password of a role of ours. */
  public String password(DatabaseRole role) {
    return Objects.requireNonNull(passwords.get(role));
  }

  @Override
  public void close() {
    // A failed start closes the context on a thread that was interrupted; stopping has to wait.
    boolean interrupted = Thread.interrupted();
    try {
      postgres.close();
    } catch (IOException e) {
      log.warn("The embedded PostgreSQL did not stop cleanly; it recovers at the next start", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** initdb trusts everyone on loopback; that ends here, before anything is in the database. */
  private static void secure(EmbeddedPostgres postgres, Path data, String password)
      throws IOException, SQLException {
    Path rules = data.resolve("pg_hba.conf");
    String wanted =
        "host all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 reject\n";
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (!wanted.equals(Files.readString(rules))) {
        statement.execute("ALTER USER postgres PASSWORD '" + password + "'");
        Files.writeString(rules, wanted);
        statement.execute("SELECT pg_reload_conf()");
      }
    }
  }
}
