package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.letters.Letter;
import dev.assay.eventstore.letters.Letter.Retry;
import dev.assay.eventstore.letters.LetterOrders;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.eventstore.letters.Letters;
import dev.assay.projections.agentexecutions.AgentExecutionsProjector;
import dev.assay.projections.executions.ExecutionsProjector;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.testing.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LetterRetryTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final LetterTable TABLE = LetterTable.PROJECTION;

  private final Harness harness = new Harness();
  private final Story story = harness.story;
  private final LetterOrders orders =
      new LetterOrders(
          harness.jdbc, harness.database.databases().transaction(DatabaseRole.PROCESSOR));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void shouldTakeInASequenceInOrderOnceItsCauseIsGone() throws Exception {
    Stubborn projector = new Stubborn(new ExecutionsProjector(), "workflow-execution.started");
    story.executionStarted();
    story.executionCompleted();
    assertThat(harness.project(projector).deadLetters()).isEqualTo(4);

    projector.mend();
    assertThat(orders.retrySequence(TABLE, letters().getLast())).isTrue();
    tryWanted(projector);

    assertThat(letters()).extracting(Letter::status).containsOnly(Letter.Status.RESOLVED);
    assertThat(status(story.execution)).isEqualTo("COMPLETED");
    assertThat(harness.project(projector).deadLetters()).isZero();
    // The first one, refused once; then each once, in order.
    assertThat(projector.asked()).containsExactly(1L, 1L, 2L, 3L, 4L);
  }

  @Test
  void shouldTryOneAloneAndLeaveThoseBehindItWhereTheyAre() throws Exception {
    Stubborn projector = new Stubborn(new ExecutionsProjector(), "workflow-execution.started");
    story.executionStarted();
    harness.project(projector);
    projector.mend();

    assertThat(orders.retry(TABLE, letters().getLast(), Retry.LETTER))
        .as("one that waits behind another")
        .isFalse();
    assertThat(orders.retry(TABLE, letters().getFirst(), Retry.LETTER)).isTrue();
    tryWanted(projector);

    assertThat(letters())
        .extracting(Letter::status)
        .containsExactly(Letter.Status.RESOLVED, Letter.Status.PARKED);
    assertThat(letters().getLast().first()).isTrue();
    // What comes meanwhile queues behind what is still parked.
    story.executionCompleted();
    assertThat(harness.project(projector).deadLetters()).isEqualTo(3);
  }

  @Test
  void shouldCountAnotherFailureAndSayWhyWithoutAWordOfTheEvent() throws Exception {
    Stubborn projector = new Stubborn(new ExecutionsProjector(), "workflow-execution.started");
    story.executionStarted();
    harness.project(projector);

    assertThat(orders.retryAll(TABLE, "executions", story.tenant.value())).isOne();
    tryWanted(projector);

    Letter letter = letters().getFirst();
    assertThat(letter.attempts()).isEqualTo(2);
    assertThat(letter.retry()).isNull();
    assertThat(letter.lastAttemptAt()).isAfter(letter.parkedAt());
    assertThat(letter.causeClass()).isEqualTo("java.lang.IllegalStateException");
    assertThat(letter.causeMessage()).isNull();
    assertThat(letters().getLast().attempts()).isZero();
  }

  @Test
  void shouldGoOnBehindALetterThatIsGivenUp() throws Exception {
    Stubborn projector =
        new Stubborn(new ExecutionsProjector(), "workflow-execution.task-completed");
    story.executionStarted();
    story.executionCompleted();
    assertThat(harness.project(projector).deadLetters()).isEqualTo(2);

    assertThat(orders.discard(TABLE, letters().getFirst())).isTrue();
    assertThat(orders.discard(TABLE, letters().getFirst())).isFalse();
    assertThat(orders.retryAll(TABLE, "executions", story.tenant.value())).isOne();
    tryWanted(projector);

    assertThat(letters())
        .extracting(Letter::status)
        .containsExactly(Letter.Status.DISCARDED, Letter.Status.RESOLVED);
    assertThat(status(story.execution)).isEqualTo("COMPLETED");
    assertThat(harness.project(projector).deadLetters()).isZero();
  }

  @Test
  void shouldUpcastWhenItIsTriedAgain() throws Exception {
    Stubborn projector =
        new Stubborn(new AgentExecutionsProjector(), "agent-execution.model-call-requested");
    UUID aggregate = Uuids.next();
    for (String name : List.of("started", "model-call-requested")) {
      harness.record.append(
          story.tenant, "AgentExecution", aggregate, "agent-execution." + name, 1, golden(name));
    }
    assertThat(harness.project(projector).deadLetters()).isOne();

    projector.mend();
    orders.retryAll(TABLE, "agent-executions", story.tenant.value());
    tryWanted(projector);

    assertThat(letters()).extracting(Letter::status).containsOnly(Letter.Status.RESOLVED);
    assertThat(
            harness.jdbc.queryForObject(
                "SELECT count(*) FROM read_model.agent_model_calls_v1", Integer.class))
        .isOne();
  }

  @Test
  void shouldKeepLettersOverARestartAndTakeInEachOnceWhoeverAsks() throws Exception {
    Stubborn projector = new Stubborn(new ExecutionsProjector(), "workflow-execution.started");
    ExecutionId other = new ExecutionId(Uuids.next());
    story.executionStarted();
    ProjectionRunners killed = harness.runners(List.of(projector));
    killed.start();
    await().atMost(SOON).until(() -> letters().size() == 2);
    killed.stop();
    projector.mend();

    ProjectionRunners one = harness.runners(List.of(projector));
    ProjectionRunners two = harness.runners(List.of(projector));
    one.start();
    two.start();
    try (var operators = Executors.newFixedThreadPool(4)) {
      Letter letter = letters().getFirst();
      List<Callable<Boolean>> wishes =
          List.of(
              () -> orders.retrySequence(TABLE, letter),
              () -> orders.retry(TABLE, letter, Retry.SEQUENCE),
              () -> orders.retrySequence(TABLE, letter),
              () -> orders.retryAll(TABLE, "executions", story.tenant.value()) == 1);
      assertThat(operators.invokeAll(wishes)).anyMatch(it -> it.resultNow());
      story.executionCompleted();
      harness.record.append(story.tenant, other, story.started(other));

      await().atMost(SOON).until(() -> "COMPLETED".equals(status(story.execution)));
      await().atMost(SOON).until(() -> "RUNNING".equals(status(other)));
    } finally {
      one.stop();
      two.stop();
    }
    assertThat(letters()).extracting(Letter::status).containsOnly(Letter.Status.RESOLVED);
    assertThat(projector.asked()).as("1 is refused once").containsExactly(1L, 1L, 2L, 3L, 4L, 5L);
  }

  private List<Letter> letters() {
    return Objects.requireNonNull(
        harness
            .database
            .databases()
            .transaction(DatabaseRole.READER)
            .execute(
                status -> {
                  var jdbc = harness.database.databases().jdbc(DatabaseRole.READER);
                  jdbc.queryForObject(
                      "SELECT set_config('assay.tenant', ?, true)",
                      String.class,
                      story.tenant.toString());
                  return ofAll(new Letters(jdbc));
                }));
  }

  private static List<Letter> ofAll(Letters letters) {
    List<Letter> executions = letters.page(TABLE, "executions", null, 0, null, 100);
    return executions.isEmpty()
        ? letters.page(TABLE, "agent-executions", null, 0, null, 100)
        : executions;
  }

  private void tryWanted(Projector projector) throws SQLException {
    ModelBuild build = ModelBuild.first(projector.readModel());
    try (Connection connection =
        harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      connection.setAutoCommit(false);
      assertThat(new LetterRetry(projector, build, harness.reader).tryWanted(connection)).isFalse();
    }
  }

  private @Nullable String status(ExecutionId id) {
    return harness
        .jdbc
        .queryForList(
            "SELECT status FROM read_model.executions WHERE execution_id = ?",
            String.class,
            id.value())
        .stream()
        .findFirst()
        .orElse(null);
  }

  private static String golden(String name) throws IOException {
    return Files.readString(
        Path.of(
            "../../api-contracts/src/test/resources/golden",
            "agent-execution.%s.v1.json".formatted(name)));
  }
}
