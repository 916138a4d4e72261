package dev.assay.query.audit.dossier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who acted themselves, and what people decided. */
final class People {
  private People() {}

  static void into(ArrayNode to, List<ToldEvent> events) {
    Map<String, ObjectNode> people = new LinkedHashMap<>();
    for (ToldEvent event : events) {
      // What a service does for somebody is the service's act.
      if (event.meta("actor.kind").equals("USER")) {
        ObjectNode person =
            people.computeIfAbsent(
                event.meta("actor.id"), id -> JsonNodeFactory.instance.objectNode().put("id", id));
        Members.put(person, "roles", event.meta("actor.roles"));
        Members.put(person, "authenticatedBy", event.meta("actor.authentication"));
        ObjectNode act = person.withArray("acts").addObject();
        act.put("type", event.type());
        act.put("at", event.leaf().time().toString());
        Members.source(act, "eventId", event);
      }
    }
    people.values().forEach(to::add);
  }

  static void decisionsInto(ArrayNode to, List<ToldEvent> events) {
    Map<String, ObjectNode> reviews = new LinkedHashMap<>();
    for (ToldEvent event : events) {
      if (!event.leaf().aggregateType().equals("Review")) {
        continue;
      }
      ObjectNode review =
          reviews.computeIfAbsent(
              event.leaf().aggregateId().toString(),
              id -> JsonNodeFactory.instance.objectNode().put("reviewId", id));
      switch (event.type()) {
        case "review.opened" -> {
          review.put("openedAt", event.leaf().time().toString());
          Members.copy(review, event, "validationId", "producers", "dueAt");
          Members.put(review, "shown", event.member("/content"));
          Members.put(review, "shownHash", event.member("/contentHash"));
          Members.put(review, "openedBecause", event.member("/reason"));
        }
        case "review.decided" -> {
          review.put("decidedAt", event.leaf().time().toString());
          Members.copy(
              review, event, "decision", "reviewer", "reasonCode", "comment", "contentHash");
          Members.put(review, "edited", event.member("/content"));
          Members.source(review, "eventId", event);
        }
        case "review.closed" -> Members.put(review, "closedBecause", event.member("/reason"));
        default -> {}
      }
    }
    reviews.values().forEach(to::add);
  }
}
