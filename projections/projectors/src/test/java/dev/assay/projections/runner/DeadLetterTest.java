package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflow.WorkflowNames;
import dev.assay.projections.executions.ExecutionsProjector;
import dev.assay.projections.testing.Story;
import dev.assay.projections.workflows.WorkflowsProjector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final String PARKED =
      "SELECT event_type || ': ' || cause_class FROM read_model.dead_letter ORDER BY position";

  private final Harness harness = new Harness();
  private final Story story = harness.story;

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void shouldParkAnUnknownEventWithWhatFollowsInItsAggregateAndTakeInTheRest() throws Exception {
    ExecutionId other = new ExecutionId(Uuids.next());
    story.executionStarted();
    harness.record.append(
        story.tenant,
        "WorkflowExecution",
        story.execution.value(),
        "workflow-execution.moved",
        1,
        "{}");
    story.executionCompleted();
    harness.record.append(story.tenant, other, story.started(other));

    PositionStore.Progress progress = harness.project(new ExecutionsProjector());

    assertThat(progress).isEqualTo(new PositionStore.Progress(harness.record.position(), 3));
    assertThat(harness.jdbc.queryForList(PARKED, String.class))
        .containsExactly(
            "workflow-execution.moved: dev.assay.api.event.UnknownEventException",
            "workflow-execution.task-completed: parked-after-another",
            "workflow-execution.completed: parked-after-another");
    assertThat(statusOf(story.execution)).isEqualTo("RUNNING");
    assertThat(statusOf(other)).isEqualTo("RUNNING");
  }

  @Test
  void shouldKeepParkingTheSequenceInLaterBatches() throws Exception {
    harness.record.append(
        story.tenant,
        "WorkflowExecution",
        story.execution.value(),
        "workflow-execution.moved",
        1,
        "{}");
    assertThat(harness.project(new ExecutionsProjector()).deadLetters()).isEqualTo(1);

    story.executionStarted();
    assertThat(harness.project(new ExecutionsProjector()).deadLetters()).isEqualTo(3);
    assertThat(harness.rows(new ExecutionsProjector())).isEmpty();
  }

  @Test
  void shouldParkARevisionThatThisBuildDoesNotKnow() throws Exception {
    harness.record.append(
        story.tenant,
        "WorkflowExecution",
        story.execution.value(),
        "workflow-execution.paused",
        99,
        "{}");
    assertThat(harness.project(new ExecutionsProjector()).deadLetters()).isEqualTo(1);
  }

  @Test
  void shouldParkOnlyTheEventThatTheDatabaseRefuses() throws Exception {
    // A key that no index row can hold.
    String endless =
        new Random(7)
            .ints(9_000, 'a', 'z')
            .mapToObj(Character::toString)
            .reduce("", String::concat);
    var refused = WorkflowNames.id(story.tenant, "examples", "endless");
    story.workflowRegistered();
    harness.record.append(
        story.tenant,
        refused,
        new WorkflowVersionRegistered(
            refused,
            "examples",
            "endless",
            endless,
            "sha256:e",
            "",
            "application/yaml",
            Story.json("{}")));

    assertThat(harness.project(new WorkflowsProjector()).deadLetters()).isEqualTo(1);

    assertThat(harness.jdbc.queryForList("SELECT name FROM read_model.workflows_v1", String.class))
        .containsExactly("summarise");
    assertThat(
            harness.jdbc.queryForList(
                "SELECT cause_message FROM read_model.dead_letter", String.class))
        .as("tells the kind of failure and quotes nothing of the event")
        .isEqualTo(List.of("SQLSTATE 54000"));
  }

  private String statusOf(ExecutionId id) {
    return harness
        .jdbc
        .queryForList(
            "SELECT status FROM read_model.executions_v1 WHERE execution_id = ?",
            String.class,
            id.value())
        .getFirst();
  }
}
