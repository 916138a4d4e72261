package dev.assay.api.inference;

import org.jspecify.annotations.Nullable;

/** How a model is asked; null is the provider's own. */
public record ModelParameters(
    @Nullable Double temperature, @Nullable Integer maxOutputTokens, @Nullable Long seed) {}
