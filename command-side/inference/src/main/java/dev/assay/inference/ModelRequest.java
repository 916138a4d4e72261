package dev.assay.inference;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelParameters;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call to one model.
 *
 * @param model the name at the provider, such as {@code extractive-1}
 * @param messages in order; at least one
 * @param outputSchema the JSON Schema that the answer must match; null for free text
 * @param deadline when an answer is of no more use
 * @param idempotencyKey the same for every attempt at the same recorded request, so that a provider
 *     that knows idempotency keys answers (and bills) it once
 */
public record ModelRequest(
    String model,
    ModelParameters parameters,
    List<ModelMessage> messages,
    @Nullable JsonNode outputSchema,
    Instant deadline,
    UUID idempotencyKey) {

  public ModelRequest {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one message, but there is none");
    }
  }
}
