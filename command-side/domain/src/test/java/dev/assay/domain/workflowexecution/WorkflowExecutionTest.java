package dev.assay.domain.workflowexecution;

import static dev.assay.domain.Json.json;
import static dev.assay.domain.Senders.by;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.PauseExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.domain.Refused;
import dev.assay.domain.workflow.WorkflowVersions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkflowExecutionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
  private static final WorkflowVersionRegistered VERSION =
      Run.registered(Run.HEAD + "do:\n  - draft: {call: agent, with: {agent: summariser}}\n");

  private FixtureConfiguration<WorkflowExecution> fixture;

  @BeforeEach
  void setUp() {
    WorkflowVersions versions =
        (workflow, version) -> {
          if (version != null) {
            throw CommandRejected.notFound("version " + version + " of workflow", workflow);
          }
          return VERSION;
        };
    fixture = new AggregateTestFixture<>(WorkflowExecution.class);
    fixture.registerInjectableResource(versions);
    fixture.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void shouldStartAndScheduleInOneAppend() {
    fixture
        .givenNoPriorActivity()
        .when(Run.start(json("{}")), by("ada"))
        .expectEvents(Run.of(VERSION, json("{}")).events.toArray());
  }

  @Test
  void shouldStartOnlyOnce() {
    fixture
        .given(Run.of(VERSION, json("{}")).events)
        .when(Run.start(json("{}")), by("ada"))
        .expectNoEvents();
  }

  @Test
  void shouldRefuseAVersionThatDoesNotExist() {
    fixture
        .givenNoPriorActivity()
        .when(new StartExecution(Run.ID, Run.WORKFLOW, "9.9.9", json("{}"), 0, null), by("ada"))
        .expectException(Refused.with(RejectionCode.NOT_FOUND, "9.9.9"));
  }

  @Test
  void shouldRefuseADeadlineThatHasPassed() {
    fixture
        .givenNoPriorActivity()
        .when(
            new StartExecution(Run.ID, Run.WORKFLOW, null, json("{}"), 0, NOW.minusSeconds(1)),
            by("ada"))
        .expectException(Refused.with(RejectionCode.INVALID_ARGUMENT, "a deadline in the future"));
  }

  /** Its answer was lost, and meanwhile its deadline has passed. */
  @Test
  void shouldNotRefuseARepeatForItsDeadline() {
    fixture
        .given(Run.of(VERSION, json("{}")).events)
        .when(
            new StartExecution(Run.ID, Run.WORKFLOW, null, json("{}"), 0, NOW.minusSeconds(1)),
            by("ada"))
        .expectNoEvents();
  }

  @Test
  void shouldGoOnFromStoredEvents() {
    Run run = Run.of(VERSION, json("{}"));
    Run after = Run.of(VERSION, json("{}")).complete("draft", "{'text':'t'}");
    fixture
        .given(run.events)
        .when(new CompleteTask(Run.ID, run.task("draft"), json("{'text':'t'}")), by("ada"))
        .expectEvents(after.events.subList(run.events.size(), after.events.size()).toArray());
  }

  @Test
  void shouldRefuseToPauseWhatHasEnded() {
    fixture
        .given(Run.of(VERSION, json("{}")).complete("draft", "1").events)
        .when(new PauseExecution(Run.ID), by("ada"))
        .expectException(
            Refused.with(RejectionCode.INVALID_STATE, "to be paused, but it is completed"));
  }
}
