package dev.assay.api.inference;

/**
 * Why a model call gave no answer.
 *
 * @param errorClass one of {@code TIMEOUT, UNAVAILABLE, RATE_LIMITED, REFUSED, INVALID_REQUEST,
 *     UNKNOWN_MODEL, INTERNAL}
 * @param message safe to show: without key, address or stack trace
 * @param retryable whether the same call may succeed later
 */
public record ModelFailure(
    String provider,
    String model,
    String errorClass,
    String message,
    boolean retryable,
    long durationMs) {}
