package dev.assay.api.whatif;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One agent made different.
 *
 * @param version that is run instead; null leaves it
 * @param definition patch of that version's definition; null leaves it
 */
public record AgentChange(
    @Clear String agent, @Nullable Integer version, @Personal @Nullable JsonNode definition) {}
