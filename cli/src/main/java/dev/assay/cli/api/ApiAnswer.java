package dev.assay.cli.api;

import dev.assay.cli.Failure;
import tools.jackson.databind.JsonNode;

/**
 * A good answer.
 *
 * @param position the global position of a command's last event; 0 where the answer has none
 */
public record ApiAnswer(int status, JsonNode json, long position) {
  /** A member that must be there. */
  public String text(String member) {
    JsonNode value = json.get(member);
    if (value == null || value.isNull()) {
      throw Failure.no("Expected the server to answer " + member + ", but it answers " + json);
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
