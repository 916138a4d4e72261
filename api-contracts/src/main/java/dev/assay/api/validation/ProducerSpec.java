package dev.assay.api.validation;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
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
    @Clear String agent,
    @Nullable Integer version,
    @Personal JsonNode input,
    @Clear @Nullable String outputPointer) {}
