package dev.assay.query.audit.dossier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes members over from events, those that are there. */
final class Members {
  private Members() {}

  /** Copies these members of the payload under their own names. */
  static ObjectNode copy(ObjectNode to, ToldEvent from, String... names) {
    for (String name : names) {
      put(to, name, from.member("/" + name));
    }
    return to;
  }

  static void put(ObjectNode to, String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      to.set(name, value);
    }
  }

  static void put(ObjectNode to, String name, String value) {
    if (!value.isEmpty()) {
      to.put(name, value);
    }
  }

  /** Where in the record it says so. */
  static void source(ObjectNode to, String name, ToldEvent event) {
    to.put(name, event.leaf().eventId().toString());
  }
}
