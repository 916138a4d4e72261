package dev.assay.query.audit.dossier;

import dev.assay.query.audit.bundle.RecordedLeaf;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An event as a dossier tells it. What is withheld or erased is not here, so that nothing else of
 * the dossier can tell it either.
 */
record ToldEvent(RecordedLeaf leaf, @Nullable JsonNode payload, @Nullable JsonNode metadata) {
  String type() {
    return leaf.type();
  }

  boolean isOf(UUID aggregate) {
    return leaf.aggregateId().equals(aggregate);
  }

  /** A member of the payload; missing where there is none, or the payload is not told. */
  JsonNode member(String pointer) {
    return payload == null ? JsonNodeFactory.instance.missingNode() : payload.at(pointer);
  }

  /** A value of the metadata; empty where there is none, or they are not told. */
  String meta(String key) {
    return metadata == null ? "" : metadata.path(key).stringValue("");
  }

  /** The person or program behind it; empty where that is not told. */
  String principal() {
    String behind = meta("actor.onBehalfOf");
    return behind.isEmpty() ? meta("actor.id") : behind;
  }
}
