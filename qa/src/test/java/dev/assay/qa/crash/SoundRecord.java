package dev.assay.qa.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small record that breaks no rule: one execution that was accepted in its second round, and one
 * that waits for a person.
 */
final class SoundRecord {
  static final UUID ACCEPTED = id("accepted");
  static final UUID WAITING = id("waiting");

  private static final UUID TENANT = id("tenant");
  private static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");

  private final List<RecordedEvent> events = new ArrayList<>();
  private final Map<UUID, Long> sequences = new HashMap<>();
  private String correlation = "";

  private SoundRecord() {}

  static List<RecordedEvent> events() {
    SoundRecord record = new SoundRecord();
    record.acceptedInTheSecondRound();
    record.waitingForAPerson();
    return record.events;
  }

  static Map<String, List<UUID>> answers() {
    return Map.of("key-1", List.of(ACCEPTED, ACCEPTED), "key-2", List.of(WAITING));
  }

  private void acceptedInTheSecondRound() {
    correlation = "first";
    execution(ACCEPTED, "started", "");
    execution(ACCEPTED, "task-scheduled", "'taskId': 'a-draft'");
    agentRun("draft-a", "TASK", ACCEPTED, "a-draft");
    execution(ACCEPTED, "task-completed", "'taskId': 'a-draft'");
    execution(ACCEPTED, "task-scheduled", "'taskId': 'a-check'");
    UUID validation = id("validation-a");
    event("Validation", validation, "validation.requested", "");
    round(validation, 1);
    agentRun("revision-a", "REVISION", validation, "revision:1");
    round(validation, 2);
    event("Validation", validation, "validation.accepted", "");
    execution(ACCEPTED, "task-completed", "'taskId': 'a-check'");
    execution(ACCEPTED, "completed", "");
  }

  private void waitingForAPerson() {
    correlation = "second";
    execution(WAITING, "started", "");
    execution(WAITING, "task-scheduled", "'taskId': 'w-check'");
    UUID validation = id("validation-w");
    event("Validation", validation, "validation.requested", "");
    round(validation, 1);
    event("Validation", validation, "validation.escalated", "'reviewId': 'review-w'");
    execution(WAITING, "task-waiting", "'taskId': 'w-check'");
    event("Review", id("review-w"), "review.opened", "'reviewId': 'review-w'");
  }

  private void round(UUID validation, int round) {
    event(
        "Validation",
        validation,
        "validation.round-opened",
        "'round': %d, 'validators': [{'name': 'length'}, {'name': 'sober'}]".formatted(round));
    verdict(validation, round, "length");
    agentRun("judge-" + validation + round, "JUDGE", validation, round + ":sober");
    verdict(validation, round, "sober");
    event("Validation", validation, "validation.round-concluded", "'round': " + round);
  }

  private void verdict(UUID validation, int round, String validator) {
    event(
        "Validation",
        validation,
        "validation.verdict-recorded",
        "'round': %d, 'verdict': {'validator': '%s', 'outcome': 'PASS'}"
            .formatted(round, validator));
  }

  private void agentRun(String name, String kind, UUID owner, String reference) {
    UUID run = id(name);
    String request = "'requestId': '" + name + "'";
    event(
        "AgentExecution",
        run,
        "agent-execution.started",
        "'owner': {'kind': '%s', 'id': '%s', 'reference': '%s'}".formatted(kind, owner, reference));
    event("AgentExecution", run, "agent-execution.model-call-requested", request);
    event("AgentExecution", run, "agent-execution.model-call-answered", request);
    event("AgentExecution", run, "agent-execution.completed", "");
  }

  private void execution(UUID execution, String what, String members) {
    event("WorkflowExecution", execution, "workflow-execution." + what, members);
  }

  private void event(String aggregateType, UUID aggregate, String type, String members) {
    int position = events.size() + 1;
    events.add(
        new RecordedEvent(
            position,
            TENANT,
            position,
            id("event-" + position),
            id("command-" + position),
            0,
            aggregateType,
            aggregate,
            sequences.merge(aggregate, 1L, Long::sum) - 1,
            type,
            BEGAN.plusSeconds(position),
            correlation,
            JsonMapper.shared().readTree("{" + members.replace('\'', '"') + "}")));
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
