package dev.assay.query.costs;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What sums are told apart by; null where it is not asked for.
 *
 * @param day of UTC
 * @param provider of the model
 * @param name of the model, of the agent, or the workflow's id; null also for calls that no
 *     workflow made
 */
record CostGroup(@Nullable LocalDate day, @Nullable String provider, @Nullable String name) {}
