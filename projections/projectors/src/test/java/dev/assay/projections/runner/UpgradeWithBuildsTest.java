package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Migrations;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import dev.assay.projections.testing.ReadModelDatabase;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Read models of which a rebuild was promoted by the first release that could. */
class UpgradeWithBuildsTest {
  @Test
  void shouldGiveEveryBuildWhatTheTablesOfTheMigrationGet() {
    try (EmbeddedDatabase database = EmbeddedDatabase.createEmpty()) {
      new Migrations(database.connections(DatabaseRole.OWNER), List.of()).run();
      Flyway.configure()
          .dataSource(database.connections(DatabaseRole.OWNER))
          .schemas("read_model")
          .defaultSchema("read_model")
          .table("migration_history")
          .locations("classpath:" + ReadModelDatabase.MIGRATIONS.location())
          .target("3")
          .load()
          .migrate();
      JdbcTemplate superuser = new JdbcTemplate(database.superuser());
      superuser.execute(
          """
          INSERT INTO read_model.projection_position (projection, version, build) VALUES ('executions', 1, 1);
          SELECT read_model.begin_build('executions', 1, 0, 1, 'NOW', 'test');
          SELECT read_model.end_loading('executions', 1, 2);
          SELECT read_model.promote('executions', 1, 2, '1 day');
          SELECT read_model.begin_build('executions', 1, 0, 1, 'NOW', 'test');
          SELECT read_model.end_loading('executions', 1, 3);
          SELECT read_model.promote('executions', 1, 3, '1 day')
          """);

      new Migrations(
              database.connections(DatabaseRole.OWNER), List.of(ReadModelDatabase.MIGRATIONS))
          .run();

      assertThat(indexes(superuser, "executions_v1_b2"))
          .isNotEmpty()
          .hasSameSizeAs(indexes(superuser, "executions_v1"));
      Builds builds = new Builds(database.databases().dataSource(DatabaseRole.PROCESSOR));
      assertThat(builds.of("executions"))
          .as("an upgrade is no wish to go back")
          .noneMatch(it -> it.state() == BuildState.RETIRED && it.promotion() == Promotion.NOW);
      builds.promote(builds.of("executions").getFirst(), Duration.ofHours(1));
      assertThat(builds.live("executions").orElseThrow().build()).isEqualTo(1);
    }
  }

  private static List<String> indexes(JdbcTemplate jdbc, String table) {
    return jdbc.queryForList(
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'read_model' AND tablename = ?",
        String.class,
        table);
  }
}
