package dev.assay.eventstore.database;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is and how it is used.
 *
 * @param url JDBC URL of the database, without credentials
 * @param passwords by role key, such as {@code appender}
 * @param poolSizes connections at most by role key; a role left out has its default
 * @param statementTimeout after which PostgreSQL cancels a statement
 * @param idleInTransactionTimeout after which PostgreSQL ends a session that leaves a transaction
 *     open: such a transaction keeps every later event from being ordered
 * @param connectionTimeout how long a caller waits for a free connection
 */
@ConfigurationProperties("assay.database")
public record DatabaseProperties(
    String url,
    @DefaultValue Map<String, String> passwords,
    @DefaultValue Map<String, Integer> poolSizes,
    @DefaultValue("30s") Duration statementTimeout,
    @DefaultValue("15s") Duration idleInTransactionTimeout,
    @DefaultValue("10s") Duration connectionTimeout) {

  /** With the default limits. */
  public static DatabaseProperties of(String url, Map<String, String> passwords) {
    return new DatabaseProperties(
        url,
        passwords,
        Map.of(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10));
  }

  /** The password of a role. Throws {@link IllegalStateException} where none is set. */
  public String password(DatabaseRole role) {
    String password = passwords.get(role.key());
    if (password == null) {
      throw new IllegalStateException(
          "Expected the property assay.database.passwords." + role.key() + ", but it is not set");
    }
    return password;
  }

  int poolSize(DatabaseRole role) {
    return poolSizes.getOrDefault(role.key(), role.defaultPoolSize());
  }
}
