package dev.assay.api.validation;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who revises content. The agent is given {@code input} with {@code draft} (the refused content)
 * and {@code feedback} (text) added.
 *
 * @param version null takes the latest
 * @param outputPointer JSON pointer of the content within the agent's output; null is all of it
 */
public record ProducerSpec(
    String agent, @Nullable Integer version, JsonNode input, @Nullable String outputPointer) {}
