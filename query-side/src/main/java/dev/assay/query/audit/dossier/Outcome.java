package dev.assay.query.audit.dossier;

import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What became of an execution, and what it was. */
final class Outcome {
  private Outcome() {}

  static ObjectNode execution(ObjectNode to, UUID executionId, List<ToldEvent> events) {
    to.put("executionId", executionId.toString());
    events.stream()
        .filter(event -> event.isOf(executionId))
        .findFirst()
        .ifPresent(
            first -> {
              Members.copy(to, first, "workflowId", "namespace", "name", "version", "contentHash");
              to.put("startedAt", first.leaf().time().toString());
              Members.put(to, "requestedBy", first.principal());
              Members.put(to, "correlationId", first.meta("correlationId"));
              Members.put(to, "input", first.member("/input"));
              Members.source(to, "eventId", first);
            });
    return to;
  }

  static ObjectNode outcome(ObjectNode to, UUID executionId, List<ToldEvent> events) {
    to.put("status", "RUNNING");
    for (ToldEvent event : events) {
      String status = event.isOf(executionId) ? status(event.type()) : null;
      if (status != null) {
        to.removeAll();
        to.put("status", status);
        to.put("at", event.leaf().time().toString());
        Members.copy(to, event, "output", "error", "reason");
        Members.source(to, "eventId", event);
      }
    }
    return to;
  }

  private static @org.jspecify.annotations.Nullable String status(String type) {
    return switch (type) {
      case "workflow-execution.completed" -> "COMPLETED";
      case "workflow-execution.faulted" -> "FAULTED";
      case "workflow-execution.cancelled" -> "CANCELLED";
      case "workflow-execution.retried" -> "RUNNING";
      default -> null;
    };
  }
}
