package dev.assay.query.audit.dossier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Drafts and what was said of them, round by round. */
final class Validations {
  private final Map<UUID, ObjectNode> validations = new LinkedHashMap<>();

  private Validations() {}

  static void into(ArrayNode to, List<ToldEvent> events) {
    Validations all = new Validations();
    events.stream()
        .filter(event -> event.leaf().aggregateType().equals("Validation"))
        .forEach(all::add);
    all.validations.values().forEach(to::add);
  }

  private void add(ToldEvent event) {
    ObjectNode validation = validation(event.leaf().aggregateId());
    switch (event.type()) {
      case "validation.requested" ->
          Members.copy(validation, event, "requestedBy", "contentHash", "pipeline");
      case "validation.round-opened" -> {
        ObjectNode round = round(validation, event);
        Members.copy(round, event, "content", "contentHash", "validators");
        round.put("openedAt", event.leaf().time().toString());
        Members.source(round, "eventId", event);
      }
      case "validation.verdict-recorded" -> verdict(round(validation, event), event);
      case "validation.round-concluded" ->
          Members.copy(round(validation, event), event, "passed", "score");
      case "validation.revision-requested" ->
          Members.copy(round(validation, event), event, "feedback");
      case "validation.revision-failed" ->
          Members.put(round(validation, event), "revisionFailedBecause", event.member("/reason"));
      case "validation.escalated" -> settled(validation, event, "ESCALATED");
      case "validation.accepted" -> settled(validation, event, "ACCEPTED");
      case "validation.rejected" -> settled(validation, event, "REJECTED");
      case "validation.cancelled" -> settled(validation, event, "CANCELLED");
      default -> {}
    }
  }

  private static void verdict(ObjectNode round, ToldEvent event) {
    ObjectNode verdict = round.withArray("verdicts").addObject();
    if (event.member("/verdict") instanceof ObjectNode said) {
      verdict.setAll(said);
    }
    verdict.put("at", event.leaf().time().toString());
    Members.source(verdict, "eventId", event);
  }

  private static void settled(ObjectNode validation, ToldEvent event, String status) {
    validation.put("status", status);
    validation.put("settledAt", event.leaf().time().toString());
    Members.copy(validation, event, "score", "decidedBy", "reason", "content", "contentHash");
    Members.source(validation, "settledBy", event);
  }

  private ObjectNode validation(UUID id) {
    return validations.computeIfAbsent(
        id,
        key -> {
          ObjectNode validation = JsonNodeFactory.instance.objectNode();
          validation.put("validationId", key.toString());
          validation.put("status", "RUNNING");
          return validation;
        });
  }

  /** The round that the event names; where it names none that is told, the last one. */
  private static ObjectNode round(ObjectNode validation, ToldEvent event) {
    ArrayNode rounds = validation.withArray("rounds");
    int number = event.member("/round").asInt(Math.max(1, rounds.size()));
    while (rounds.size() < number) {
      rounds.addObject().put("round", rounds.size());
    }
    return (ObjectNode) rounds.get(number - 1);
  }
}
