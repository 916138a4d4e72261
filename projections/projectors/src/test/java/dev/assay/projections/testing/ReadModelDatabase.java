package dev.assay.projections.testing;

import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.projections.schema.ReadModels;

/** A database with the read models. */
public final class ReadModelDatabase {
  public static final MigrationSet MIGRATIONS =
      new MigrationSet("read-model", ReadModels.SCHEMA, ReadModels.MIGRATIONS);

  private ReadModelDatabase() {}

  public static EmbeddedDatabase create() {
    return EmbeddedDatabase.create(MIGRATIONS);
  }
}
