package dev.assay.domain;

import dev.assay.api.event.EventJson;
import tools.jackson.databind.JsonNode;

/** JSON for examples. */
public final class Json {
  private Json() {}

  /** Reads JSON written with single quotes. */
  public static JsonNode json(String singleQuoted) {
    return EventJson.mapper().readTree(singleQuoted.replace('\'', '"'));
  }
}
