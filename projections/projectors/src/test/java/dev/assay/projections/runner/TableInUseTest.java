package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildRefused;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody has the lock of a table that a build needs for itself, as a vacuum has. */
class TableInUseTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ReadModel EXECUTIONS = ReadModels.EXECUTIONS;

  private final Harness harness = new Harness();
  private final Builds builds =
      new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR));
  private final JdbcTemplate superuser = new JdbcTemplate(harness.database.superuser());
  private final ProjectionRunners runners = harness.runners(ProjectionConfiguration.projectors());

  @BeforeEach
  void executionsAreFilledAnew() {
    harness.story.all();
    runners.start();
    rebuild(EXECUTIONS);
    awaitLive(EXECUTIONS);
  }

  @AfterEach
  void close() {
    runners.stop();
    harness.close();
  }

  @Test
  void shouldGoOnWithOthersAndDropTheOldBuildOnceItsTableIsFree() throws Exception {
    try (Connection reader = harness.database.superuser().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("LOCK TABLE read_model.executions_v1 IN SHARE UPDATE EXCLUSIVE MODE");
      superuser.update(
          """
          UPDATE read_model.projection_build SET drop_after = now()
          WHERE projection = 'executions' AND build = 1
          """);

      List<ReadModel> others =
          ReadModels.all().stream().filter(it -> !it.equals(EXECUTIONS)).toList();
      others.forEach(this::rebuild);
      others.forEach(this::awaitLive);
      rebuildAgain();
      assertThat(builds.of("executions")).extracting(Build::build).contains(1);
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(builds.of("executions")).extracting(Build::build).doesNotContain(1));
  }

  /** What cannot be dropped yet does not keep the same read model from its next build, either. */
  private void rebuildAgain() {
    rebuild(EXECUTIONS);
    await()
        .atMost(SOON)
        .until(() -> builds.live("executions").orElseThrow(), it -> it.build() == 3);
  }

  /** Asks again where it is refused for the moment, as an operator would. */
  private void rebuild(ReadModel model) {
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(BuildRefused.class)
        .until(() -> builds.begin(model, harness.record.position(), 2, Promotion.AUTO, "test") > 0);
  }

  private void awaitLive(ReadModel model) {
    await()
        .atMost(SOON)
        .until(() -> builds.live(model.name()).orElseThrow(), it -> it.build() == 2);
  }
}
