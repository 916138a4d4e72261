package dev.assay.replay.whatif;

import dev.assay.api.replay.RecordedEvent;
import dev.assay.replay.engine.Canonical;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an event of a sandbox is the recorded one, so that it keeps its id and what follows from
 * it is found again. Where it stands among the events of its aggregate is no matter: another branch
 * may have been there first. Neither is what the event only hands on of workflows and agents that
 * are made different: what is decided by it tells whether something is different.
 */
final class Likeness {
  private static final Map<String, List<String>> HANDED_ON =
      Map.of(
          "workflow-execution.started", List.of("/definition", "/contentHash"),
          "workflow-execution.task-scheduled", List.of("/work/pipeline"),
          "validation.requested", List.of("/pipeline"),
          "validation.round-opened", List.of("/validators", "/timeoutSeconds"),
          "validation.revision-requested", List.of("/timeoutSeconds"),
          "agent-execution.started",
              List.of("/agentVersion", "/contentHash", "/definition", "/models"),
          "agent-execution.completed", List.of("/agentVersion"));

  private Likeness() {}

  static boolean same(RecordedEvent recorded, DomainEventMessage<?> got) {
    ObjectNode expected = Canonical.of(recorded);
    ObjectNode form = Canonical.comparable(Canonical.of(got), recorded);
    return without(expected).equals(without(form));
  }

  private static ObjectNode without(ObjectNode form) {
    ObjectNode copy = form.deepCopy();
    copy.remove("sequence");
    JsonNode payload = copy.path("payload");
    for (String place : HANDED_ON.getOrDefault(copy.path("type").asString(""), List.of())) {
      int last = place.lastIndexOf('/');
      if (payload.at(place.substring(0, last)) instanceof ObjectNode parent) {
        parent.remove(place.substring(last + 1));
      }
    }
    return copy;
  }
}
