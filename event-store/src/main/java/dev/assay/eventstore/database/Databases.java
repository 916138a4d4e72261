package dev.assay.eventstore.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One connection pool for each role, opened at its first use, so that a process opens only the
 * pools of the parts that it runs. Thread-safe.
 */
public final class Databases implements AutoCloseable {
  private record Access(HikariDataSource pool, JdbcTemplate jdbc, JdbcTransactionManager tx) {}

  private final DatabaseProperties properties;
  private final Map<DatabaseRole, Access> opened = new EnumMap<>(DatabaseRole.class);
  private boolean closed;

  public Databases(DatabaseProperties properties) {
    this.properties = properties;
  }

  public DatabaseProperties properties() {
    return properties;
  }

  public DataSource dataSource(DatabaseRole role) {
    return access(role).pool();
  }

  public JdbcTemplate jdbc(DatabaseRole role) {
    return access(role).jdbc();
  }

  /** The one transaction manager of a role; transactions of two roles never join. */
  public PlatformTransactionManager transactionManager(DatabaseRole role) {
    return access(role).tx();
  }

  /** Runs work in a transaction of its role, joining one that the thread has already begun. */
  public TransactionTemplate transaction(DatabaseRole role) {
    return new TransactionTemplate(access(role).tx());
  }

  private synchronized Access access(DatabaseRole role) {
    if (closed) {
      throw new IllegalStateException("The databases are closed");
    }
    return opened.computeIfAbsent(role, this::open);
  }

  private Access open(DatabaseRole role) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(role.login());
    config.setJdbcUrl(properties.url());
    config.setUsername(role.login());
    config.setPassword(properties.password(role));
    config.setMaximumPoolSize(properties.poolSize(role));
    config.setMinimumIdle(Math.min(2, properties.poolSize(role)));
    config.setConnectionTimeout(properties.connectionTimeout().toMillis());
    // The server may come up later than we do; the first query waits for it, not the constructor.
    config.setInitializationFailTimeout(-1);
    // Named, not asked for: a pool whose very first connection breaks while it asks never finds
    // out,
    // and then refuses all later ones for the life of the process.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("ApplicationName", role.login());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("options", serverSettings());
    HikariDataSource pool = new HikariDataSource(config);
    return new Access(pool, new JdbcTemplate(pool), new JdbcTransactionManager(pool));
  }

  private String serverSettings() {
    return "-c statement_timeout=%d -c idle_in_transaction_session_timeout=%d"
        .formatted(
            properties.statementTimeout().toMillis(),
            properties.idleInTransactionTimeout().toMillis());
  }

  @Override
  public synchronized void close() {
    closed = true;
    opened.values().forEach(access -> access.pool().close());
    opened.clear();
  }
}
