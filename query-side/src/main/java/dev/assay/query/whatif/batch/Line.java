package dev.assay.query.whatif.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking one execution, in a list: figures, no texts. All but the first four are null
 * until it was answered.
 */
record Line(
    int ordinal,
    UUID executionId,
    @Schema(description = "PENDING, SAME, DIFFERENT, NOT_COMPARABLE or FAILED") Outcome conclusion,
    @Schema(description = "Why it cannot be answered; else null") @Nullable String failure,
    @Nullable Boolean observedPassed,
    @Schema(description = "Never where an input was mocked or blocked") @Nullable Boolean passed,
    @Nullable Double comparability,
    @Nullable Integer fromRecord,
    @Nullable Integer mocked,
    @Nullable Integer blocked,
    LaneFigures.@Nullable Three lanes,
    @Nullable NamedDifferences differences,
    @Nullable Instant answeredAt,
    @Nullable Long tookMs) {}
