package dev.assay.api.inference;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, and what is known of the call.
 *
 * @param modelDigest digest of the weights where the provider tells it
 * @param finishReason {@code stop}, {@code length}, {@code content_filter}, …
 * @param costUsd by the price list in force, in US dollars
 * @param durationMs from sending the request to the last token, in milliseconds
 * @param cached whether it came from the response cache
 */
public record ModelAnswer(
    @Personal String text,
    @Clear String provider,
    @Clear String model,
    @Clear @Nullable String modelDigest,
    @Clear String finishReason,
    int tokensIn,
    int tokensOut,
    BigDecimal costUsd,
    long durationMs,
    boolean cached) {}
