package dev.assay.qa.crash;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the program keeps beside the record agrees with the record. */
final class StateRules {
  private static final Map<String, String> VALIDATION_STATUS =
      Map.of(
          "validation.requested", "RUNNING",
          "validation.accepted", "ACCEPTED",
          "validation.rejected", "REJECTED",
          "validation.escalated", "ESCALATED",
          "validation.cancelled", "CANCELLED");
  private static final Map<String, String> AGENT_EXECUTION_STATUS =
      Map.of(
          "agent-execution.completed", "COMPLETED",
          "agent-execution.failed", "FAILED",
          "agent-execution.cancelled", "CANCELLED");

  private StateRules() {}

  static void check(DatabaseOnDisk database, List<RecordedEvent> events, Findings findings) {
    findings.checking("read models agree with the record");
    Map<String, String> executions = new LinkedHashMap<>();
    ExecutionRules.statuses(events).forEach((id, status) -> executions.put(id.toString(), status));
    compare(
        executions,
        database.map("SELECT execution_id, status FROM read_model.executions_v1"),
        findings);
    compare(
        byAggregate(events, VALIDATION_STATUS),
        database.map("SELECT validation_id, status FROM read_model.validations_v1"),
        findings);
    compare(
        byAggregate(events, AGENT_EXECUTION_STATUS),
        database.map("SELECT agent_execution_id, status FROM read_model.agent_executions_v1"),
        findings);
    compare(
        verdicts(events),
        database.map(
            "SELECT validation_id || ' ' || round || ' ' || validator, outcome"
                + " FROM read_model.validation_verdicts_v1"),
        findings);
    Map<String, String> all = new HashMap<>();
    events.forEach(event -> all.put(event.id().toString(), event.type()));
    compare(all, database.map("SELECT event_id, type FROM read_model.audit_events"), findings);

    findings.checking("nothing is parked or left over");
    none(database, "read_model.dead_letter", findings);
    none(database, "processing.dead_letter", findings);
    none(database, "work.model_calls", findings);
    none(
        database,
        "processing.scheduled_tasks WHERE execution_time < now() - interval '1 minute'",
        findings);
    findings.checking("a process lives as long as its work");
    long waiting = executions.values().stream().filter("WAITING"::equals).count();
    for (String process : List.of("ExecutionCoordinationSaga", "ValidationPipelineSaga")) {
      long alive =
          database.number(
              "SELECT count(*) FROM processing.saga WHERE saga_type LIKE '%" + process + "'");
      findings.require(alive == waiting, "%d of %s for %d that wait", alive, process, waiting);
    }
  }

  private static void none(DatabaseOnDisk database, String table, Findings findings) {
    long left = database.number("SELECT count(*) FROM " + table);
    findings.require(left == 0, "%d in %s", left, table);
  }

  private static Map<String, String> byAggregate(
      List<RecordedEvent> events, Map<String, String> statuses) {
    Map<String, String> map = new LinkedHashMap<>();
    for (RecordedEvent event : events) {
      String status = statuses.get(event.type());
      if (status != null) {
        map.put(event.aggregate().toString(), status);
      }
    }
    return map;
  }

  private static Map<String, String> verdicts(List<RecordedEvent> events) {
    Map<String, String> map = new LinkedHashMap<>();
    for (RecordedEvent event : events) {
      if (event.is("validation.verdict-recorded")) {
        JsonNode verdict = event.payload().path("verdict");
        map.put(
            event.aggregate()
                + " "
                + event.payload().path("round").asInt(0)
                + " "
                + verdict.path("validator").asString(""),
            verdict.path("outcome").asString(""));
      }
    }
    return map;
  }

  private static void compare(
      Map<String, String> expected, Map<String, String> found, Findings findings) {
    expected.forEach(
        (key, value) -> {
          String actual = String.valueOf(found.get(key));
          findings.require(
              value.equals(actual), "expected %s of %s, but got %s", value, key, actual);
        });
    found.keySet().stream()
        .filter(key -> !expected.containsKey(key))
        .forEach(key -> findings.require(false, "%s is not in the record", key));
  }
}
