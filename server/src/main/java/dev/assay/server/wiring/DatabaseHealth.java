package dev.assay.server.wiring;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Ready means: the record can be read. */
final class DatabaseHealth extends AbstractHealthIndicator {
  private final Databases databases;

  DatabaseHealth(Databases databases) {
    super("The database does not answer");
    this.databases = databases;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    databases.jdbc(DatabaseRole.PROCESSOR).queryForObject("SELECT 1", Integer.class);
    health.up();
  }
}
