package dev.assay.eventstore.database;

import java.util.List;

/**
 * The migrations of one part of the program. Each has its own schema and its own history.
 *
 * @param name for people, such as {@code event-store}
 * @param schema the schema that is created and migrated, such as {@code event_store}
 * @param location class path folder of the scripts, such as {@code db/event-store}
 */
public record MigrationSet(String name, String schema, String location) {
  public static final MigrationSet EVENT_STORE =
      new MigrationSet("event-store", "event_store", "db/event-store");
  public static final MigrationSet PROCESSING =
      new MigrationSet("processing", "processing", "db/processing");
  public static final MigrationSet KEYS = new MigrationSet("keys", "keys", "db/keys");

  /** What this module brings; every other set comes after these. */
  public static final List<MigrationSet> BASE = List.of(EVENT_STORE, PROCESSING, KEYS);
}
