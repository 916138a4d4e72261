package dev.assay.query.whatif.batch;

import dev.assay.query.reading.Filters;
import dev.assay.query.whatif.BodyFault;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which executions to ask, as it is written in a request; the newest first.
 *
 * @param workflow its id, its name, or {@code namespace/name}
 */
record AskedSelection(
    @Schema(description = "Id, name, or namespace/name of a workflow") @Nullable String workflow,
    @Schema(description = "Version of the workflow") @Nullable String version,
    @Nullable String status,
    @Schema(description = "Started then or later") @Nullable Instant startedFrom,
    @Schema(description = "Started before") @Nullable Instant startedTo,
    @Schema(description = "The newest so many; default is the budget's maxExecutions")
        @Nullable Integer limit) {

  private static final List<String> STATUSES =
      List.of("PENDING", "RUNNING", "WAITING", "PAUSED", "COMPLETED", "FAULTED", "CANCELLED");

  /** The status in the read model's spelling; null is any. */
  @Nullable String knownStatus() {
    return Filters.oneOf("status", status, STATUSES);
  }

  int most(Budget budget) {
    int most = limit == null ? budget.maxExecutions() : limit;
    if (most < 1 || most > Budget.MOST_EXECUTIONS) {
      throw BodyFault.at(
          "/selection/limit",
          "Expected 1 to %d, but it is %d".formatted(Budget.MOST_EXECUTIONS, most));
    }
    return most;
  }
}
