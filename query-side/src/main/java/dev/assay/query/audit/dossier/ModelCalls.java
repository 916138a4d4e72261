package dev.assay.query.audit.dossier;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which models were asked what, with which parameters, and what they answered. */
final class ModelCalls {
  private final Map<UUID, ToldEvent> agents = new HashMap<>();
  private final Map<String, ObjectNode> calls = new LinkedHashMap<>();

  private ModelCalls() {}

  static void into(ArrayNode to, List<ToldEvent> events) {
    ModelCalls calls = new ModelCalls();
    events.forEach(calls::add);
    calls.calls.values().forEach(to::add);
  }

  private void add(ToldEvent event) {
    switch (event.type()) {
      case "agent-execution.started" -> agents.put(event.leaf().aggregateId(), event);
      case "agent-execution.model-call-requested" -> requested(event);
      case "agent-execution.model-call-answered" -> {
        ObjectNode call = call(event);
        call.put("outcome", "ANSWERED");
        Members.put(call, "answer", event.member("/answer"));
        Members.copy(call, event, "outputHash");
        Members.source(call, "answeredBy", event);
      }
      case "agent-execution.model-call-failed" -> {
        ObjectNode call = call(event);
        call.put("outcome", "FAILED");
        Members.put(call, "failure", event.member("/failure"));
        Members.source(call, "failedBy", event);
      }
      case "agent-execution.output-refused" -> {
        ObjectNode call = call(event);
        Members.put(call, "refusedBecause", event.member("/errors"));
      }
      default -> {}
    }
  }

  private void requested(ToldEvent event) {
    ObjectNode call = call(event);
    call.put("agentExecutionId", event.leaf().aggregateId().toString());
    ToldEvent started = agents.get(event.leaf().aggregateId());
    if (started != null) {
      Members.copy(call, started, "agent", "agentVersion");
      Members.put(call, "agentContentHash", started.member("/contentHash"));
      Members.put(call, "for", started.member("/owner/kind"));
    }
    Members.copy(
        call,
        event,
        "requestId",
        "attempt",
        "model",
        "parameters",
        "promptTemplateHash",
        "messages");
    call.put("requestedAt", event.leaf().time().toString());
    Members.source(call, "askedBy", event);
  }

  private ObjectNode call(ToldEvent event) {
    String id = event.member("/requestId").stringValue("");
    // What is withheld names no call: it stands for itself.
    return calls.computeIfAbsent(
        id.isEmpty() ? event.leaf().eventId().toString() : id,
        key -> JsonNodeFactory.instance.objectNode());
  }
}
