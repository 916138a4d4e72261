package dev.assay.cli.demo;

import org.jspecify.annotations.Nullable;

/**
 * How one document ended.
 *
 * @param rounds of validation
 * @param score of the last concluded round, 0 to 1; null where none was
 * @param seconds from the execution's first event to its last
 * @param reason why it was not accepted; empty where it was
 * @param reviewId the person's task; null unless escalated
 * @param contentHash of what the person is to decide on; null unless escalated
 */
record Ending(
    String document,
    String executionId,
    Outcome outcome,
    int rounds,
    @Nullable Double score,
    double seconds,
    String reason,
    @Nullable String validationId,
    @Nullable String reviewId,
    @Nullable String contentHash) {}
