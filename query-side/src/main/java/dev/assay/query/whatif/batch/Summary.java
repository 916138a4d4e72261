package dev.assay.query.whatif.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question of many executions, over those that are answered.
 *
 * @param meanComparability null before the first answer
 * @param notReproduced executions that did not come out as they were recorded with nothing changed
 */
record Summary(
    Map<Outcome, Integer> conclusions,
    Passed passed,
    @Nullable Double meanComparability,
    @Schema(description = "Executions with mocked inputs") int withMocked,
    @Schema(description = "Executions with blocked inputs") int withBlocked,
    @Schema(description = "Executions that are otherwise than recorded with nothing changed")
        int notReproduced,
    @Schema(description = "Mocked inputs of all of them") long mocked,
    @Schema(description = "Blocked inputs of all of them") long blocked,
    @Schema(description = "Sums by lane: observed, replayed, candidate") Map<String, Sums> lanes) {

  /** How many came to a good end, every validation of them accepted. */
  record Passed(int observed, int candidate) {}

  /** What a lane took together. */
  record Sums(long modelCalls, long tokensIn, long tokensOut, BigDecimal costUsd, long durationMs) {
    static final Sums NONE = new Sums(0, 0, 0, BigDecimal.ZERO, 0);
  }
}
