package dev.assay.qa.crash;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Every accepted execution came to its end, or waits for a person; and there are no others. */
final class ExecutionRules {
  private ExecutionRules() {}

  /**
   * @param accepted what was answered to each Idempotency-Key, each time it was used
   */
  static void check(
      List<RecordedEvent> events, Map<String, List<UUID>> accepted, Findings findings) {
    findings.checking("a request that is repeated is done once");
    Set<UUID> answered = new HashSet<>();
    accepted.forEach(
        (key, ids) -> {
          findings.require(new HashSet<>(ids).size() == 1, "%s was answered with %s", key, ids);
          answered.addAll(ids);
        });
    findings.require(
        answered.size() == accepted.size(),
        "%d keys were answered with %d executions",
        accepted.size(),
        answered.size());

    findings.checking("every accepted execution ends");
    Map<UUID, String> statuses = statuses(events);
    for (UUID id : answered) {
      String status = statuses.getOrDefault(id, "not in the record");
      findings.require(
          status.equals("COMPLETED") || status.equals("WAITING"), "%s is %s", id, status);
    }
    findings.require(
        statuses.keySet().equals(answered),
        "%d executions are in the record, but %d were accepted",
        statuses.size(),
        answered.size());
    endsOnce(events, findings);
  }

  /** The status of each execution as the events tell it. */
  static Map<UUID, String> statuses(Collection<RecordedEvent> events) {
    Map<UUID, String> statuses = new LinkedHashMap<>();
    Map<UUID, Set<String>> waiting = new LinkedHashMap<>();
    for (RecordedEvent event : events) {
      UUID id = event.aggregate();
      Set<String> tasks = waiting.computeIfAbsent(id, any -> new LinkedHashSet<>());
      switch (event.type()) {
        case "workflow-execution.started" -> statuses.put(id, "RUNNING");
        case "workflow-execution.completed" -> statuses.put(id, "COMPLETED");
        case "workflow-execution.faulted" -> statuses.put(id, "FAULTED");
        case "workflow-execution.cancelled" -> statuses.put(id, "CANCELLED");
        case "workflow-execution.task-waiting" -> {
          tasks.add(event.text("taskId"));
          statuses.put(id, "WAITING");
        }
        case "workflow-execution.task-completed" -> {
          if (tasks.remove(event.text("taskId")) && tasks.isEmpty()) {
            statuses.put(id, "RUNNING");
          }
        }
        default -> {}
      }
    }
    return statuses;
  }

  private static void endsOnce(List<RecordedEvent> events, Findings findings) {
    findings.checking("an execution starts and ends once");
    Set<UUID> started = new HashSet<>();
    Set<UUID> ended = new HashSet<>();
    for (RecordedEvent event : events) {
      if (!event.aggregateType().equals("WorkflowExecution")) {
        continue;
      }
      boolean starts = event.is("workflow-execution.started");
      findings.require(!ended.contains(event.aggregate()), "%s comes after its end", event);
      findings.require(
          starts != started.contains(event.aggregate()), "%s, but it is the wrong time", event);
      if (starts) {
        started.add(event.aggregate());
      } else if (event.is(
          "workflow-execution.completed",
          "workflow-execution.faulted",
          "workflow-execution.cancelled")) {
        ended.add(event.aggregate());
      }
    }
  }
}
