package dev.assay.domain.workflow.expression;

import tools.jackson.databind.JsonNode;

/** How large a JSON value is, without writing it. */
public final class JsonSize {
  private JsonSize() {}

  /**
   * About the number of characters of compact JSON. Counting ends soon after {@code limit}, so that
   * a value which is far too large costs no more than one which is a little too large.
   */
  public static long upTo(JsonNode json, long limit) {
    if (json.isString()) {
      return json.stringValue().length() + 3L;
    }
    long size = 4;
    if (json.isObject()) {
      for (var member : json.properties()) {
        size += member.getKey().length() + 3L + upTo(member.getValue(), limit - size);
        if (size > limit) {
          return size;
        }
      }
    } else if (json.isArray()) {
      for (JsonNode item : json) {
        size += upTo(item, limit - size);
        if (size > limit) {
          return size;
        }
      }
    }
    return size;
  }
}
