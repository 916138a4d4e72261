package dev.assay.query.costs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the sums of one day are told apart by, besides the day; null where it is not asked for.
 *
 * @param workflow its id; null also for calls that no workflow made
 */
record CostGroup(
    @Nullable String agent,
    @Nullable String provider,
    @Nullable String model,
    @Nullable UUID workflow) {}
