package dev.assay.eventstore.database;

/**
 * The login roles of the database. What each may do is granted by the migrations; none may change
 * an event, but that a function of the database takes ciphertext out whose key is erased.
 */
public enum DatabaseRole {
  /** Runs the migrations and owns every table. Serves no request. */
  OWNER(2),
  /** Appends events, reads aggregates and snapshots. */
  APPENDER(32),
  /** Reads events, gives them their positions, keeps the ledger. */
  SEQUENCER(4),
  /** Event processors, projectors, workers: everything that is derived from events. */
  PROCESSOR(16),
  /** Answers queries under row-level security. */
  READER(12),
  /** Keeps the keys under which texts are sealed; has removed what erased ones had sealed. */
  KEEPER(6);

  private final int poolSize;

  DatabaseRole(int poolSize) {
    this.poolSize = poolSize;
  }

  /** The name of the login role in PostgreSQL, such as {@code assay_appender}. */
  public String login() {
    return "assay_" + key();
  }

  /** The name in properties, such as {@code appender}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Connections at most, unless the properties say otherwise. */
  public int defaultPoolSize() {
    return poolSize;
  }
}
