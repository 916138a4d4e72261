package dev.assay.inference.testing;

import com.sun.net.httpserver.Headers;
import tools.jackson.databind.JsonNode;

/** A call that a scripted model server got. */
public record Received(Headers headers, JsonNode body) {
  public String model() {
    return body.path("model").asString("");
  }

  /** The text of the last message. */
  public String question() {
    JsonNode messages = body.path("messages");
    return messages.path(messages.size() - 1).path("content").asString("");
  }

  public boolean streamed() {
    return body.path("stream").asBoolean(false);
  }

  public boolean wantsJson() {
    return body.has("response_format");
  }
}
