package dev.assay.qa.crash;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** All work that was begun was done, once: what holds of a record when nothing is in flight. */
final class WorkRules {
  private final List<RecordedEvent> events;
  private final Findings findings;

  private WorkRules(List<RecordedEvent> events, Findings findings) {
    this.events = events;
    this.findings = findings;
  }

  static void check(List<RecordedEvent> events, Findings findings) {
    WorkRules rules = new WorkRules(events, findings);
    rules.modelCalls();
    rules.agentExecutions();
    rules.verdicts();
    rules.validations();
    rules.reviews();
    rules.tasks();
  }

  private BegunAndEnded checking(String rule, String kind) {
    findings.checking(rule);
    return new BegunAndEnded(kind, findings);
  }

  private void modelCalls() {
    BegunAndEnded calls = checking("a model call is decided once", "the model call");
    for (RecordedEvent event : events) {
      if (event.is("agent-execution.model-call-requested")) {
        calls.begin(event.text("requestId"), event);
      } else if (event.is(
          "agent-execution.model-call-answered", "agent-execution.model-call-failed")) {
        calls.end(event.text("requestId"), event);
      }
    }
    calls.requireAllEnded();
  }

  private void agentExecutions() {
    BegunAndEnded runs = checking("an agent execution ends once, and well", "the run");
    Set<JsonNode> owners = new HashSet<>();
    for (RecordedEvent event : events) {
      switch (event.type()) {
        case "agent-execution.started" -> {
          runs.begin(event.aggregate(), event);
          JsonNode owner = event.payload().path("owner");
          findings.require(
              !owner.isObject() || owners.add(owner), "%s repeats the work for %s", event, owner);
        }
        case "agent-execution.completed" -> runs.end(event.aggregate(), event);
        case "agent-execution.failed", "agent-execution.cancelled" -> {
          runs.end(event.aggregate(), event);
          findings.require(false, "%s: %s", event, event.payload());
        }
        default -> {}
      }
    }
    runs.requireAllEnded();
  }

  private void verdicts() {
    BegunAndEnded verdicts =
        checking("each validator has one verdict in each round", "the judgement");
    for (RecordedEvent event : events) {
      if (event.is("validation.round-opened")) {
        for (JsonNode validator : event.payload().path("validators")) {
          verdicts.begin(List.of(round(event), validator.path("name").asString("")), event);
        }
      } else if (event.is("validation.verdict-recorded")) {
        JsonNode verdict = event.payload().path("verdict");
        verdicts.end(List.of(round(event), verdict.path("validator").asString("")), event);
        findings.require(
            !verdict.path("outcome").asString("").equals("ERROR"), "%s: %s", event, verdict);
      }
    }
    verdicts.requireAllEnded();
  }

  private void validations() {
    BegunAndEnded validations = checking("a validation is settled once", "the validation");
    BegunAndEnded rounds = new BegunAndEnded("the round", findings);
    for (RecordedEvent event : events) {
      switch (event.type()) {
        case "validation.requested" -> validations.begin(event.aggregate(), event);
        case "validation.round-opened" -> rounds.begin(round(event), event);
        case "validation.round-concluded" -> rounds.end(round(event), event);
        case "validation.accepted", "validation.rejected", "validation.escalated" ->
            validations.end(event.aggregate(), event);
        default -> {}
      }
    }
    validations.requireAllEnded();
    rounds.requireAllEnded();
  }

  /** Each of them stays open, since nobody decides here. */
  private void reviews() {
    BegunAndEnded reviews = checking("who is escalated to a person gets one", "the escalation");
    for (RecordedEvent event : events) {
      if (event.is("validation.escalated")) {
        reviews.begin(event.text("reviewId"), event);
      } else if (event.is("review.opened")) {
        reviews.end(event.text("reviewId"), event);
      }
    }
    reviews.requireAllEnded();
  }

  private void tasks() {
    BegunAndEnded tasks = checking("a task ends once, or waits for a person", "the task");
    for (RecordedEvent event : events) {
      switch (event.type()) {
        case "workflow-execution.task-scheduled" -> tasks.begin(event.text("taskId"), event);
        case "workflow-execution.task-completed", "workflow-execution.task-waiting" ->
            tasks.end(event.text("taskId"), event);
        case "workflow-execution.task-failed", "workflow-execution.task-cancelled" -> {
          tasks.end(event.text("taskId"), event);
          findings.require(false, "%s: %s", event, event.payload());
        }
        default -> {}
      }
    }
    tasks.requireAllEnded();
  }

  private static String round(RecordedEvent event) {
    return "%d of %s".formatted(event.payload().path("round").asInt(0), event.aggregate());
  }
}
