package dev.assay.replay.engine;

import dev.assay.api.CommandRejected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a command had its turn in the record, and what came of it.
 *
 * @param order over all commands of the record
 * @param at the time of the record by then: never earlier than that of the turn before
 * @param reading what the clock showed when it was decided
 * @param append null where it decided nothing
 * @param refusal why it was refused, where the record tells; else null
 * @param isPending whether it was due when the record was read, and has no event yet
 */
public record Turn(
    int order,
    Instant at,
    Instant reading,
    @Nullable Append append,
    @Nullable CommandRejected refusal,
    boolean isPending) {}
