package dev.assay.replay.whatif;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch, RFC 7396. */
final class MergePatch {
  private MergePatch() {}

  /** Neither argument is changed. */
  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode members)) {
      return patch;
    }
    ObjectNode merged =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    members
        .properties()
        .forEach(
            member -> {
              JsonNode before = merged.get(member.getKey());
              if (member.getValue().isNull()) {
                merged.remove(member.getKey());
              } else {
                merged.set(
                    member.getKey(),
                    apply(
                        before == null ? JsonNodeFactory.instance.nullNode() : before,
                        member.getValue()));
              }
            });
    return merged;
  }
}
