package dev.assay.api.inference;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;

/**
 * Why a model call gave no answer.
 *
 * @param errorClass one of {@code TIMEOUT, UNAVAILABLE, RATE_LIMITED, REFUSED, INVALID_REQUEST,
 *     UNKNOWN_MODEL, INTERNAL}
 * @param message safe to show: without key, address or stack trace
 * @param retryable whether the same call may succeed later
 */
public record ModelFailure(
    @Clear String provider,
    @Clear String model,
    @Clear String errorClass,
    @Personal String message,
    boolean retryable,
    long durationMs) {}
