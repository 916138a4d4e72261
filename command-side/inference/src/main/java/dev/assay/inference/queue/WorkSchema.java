package dev.assay.inference.queue;

import dev.assay.eventstore.database.MigrationSet;

/** The schema that the queue lives in. */
public final class WorkSchema {
  public static final MigrationSet MIGRATIONS = new MigrationSet("work", "work", "db/work");

  private WorkSchema() {}
}
