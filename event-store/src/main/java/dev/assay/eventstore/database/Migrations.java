package dev.assay.eventstore.database;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings the schemas up to date, the base sets first and then the others in the order given. Needs
 * the roles of {@link DatabaseRoles} to exist, since migrations grant to them. Several processes
 * may start at once: Flyway locks the history.
 */
public final class Migrations {
  private final DataSource owner;
  private final List<MigrationSet> sets;

  /**
   * @param owner connects as {@link DatabaseRole#OWNER}
   * @param others sets beyond {@link MigrationSet#BASE}
   */
  public Migrations(DataSource owner, List<MigrationSet> others) {
    this.owner = owner;
    Set<MigrationSet> all = new LinkedHashSet<>(MigrationSet.BASE);
    all.addAll(others);
    this.sets = List.copyOf(all);
  }

  /**
   * Throws {@link org.flywaydb.core.api.FlywayException} when a script fails or was changed. Then
   * lets the record know the server it is on: after a logical restore that is another one.
   */
  public void run() {
    sets.forEach(this::migrate);
    new JdbcTemplate(owner).queryForObject("SELECT event_store.adopt()", Integer.class);
  }

  private void migrate(MigrationSet set) {
    Flyway.configure()
        .dataSource(owner)
        .schemas(set.schema())
        .defaultSchema(set.schema())
        .createSchemas(true)
        .table("migration_history")
        .locations("classpath:" + set.location())
        // A set whose scripts are not on the class path must not pass as "nothing to do".
        .failOnMissingLocations(true)
        .load()
        .migrate();
  }
}
