package dev.assay.eventstore.keys;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the keys of an installation stand. No key is in it.
 *
 * @param root the version of the root key that wraps now; null where it cannot be reached
 * @param wrappedBy how many tenant keys each version of the root key wraps: one that is not here
 *     can be taken away
 * @param dataKeys how many data keys there are: {@code inUse}, and erased by {@code subject} or by
 *     {@code retention}
 * @param heldSubjects under a legal hold
 * @param rotations the newest first
 * @param retention null where the job never ran
 */
public record KeyOverview(
    @Nullable String root,
    Map<String, Long> wrappedBy,
    Map<String, Long> dataKeys,
    long heldSubjects,
    List<Rotation> rotations,
    RetentionJob.@Nullable Job retention) {}
