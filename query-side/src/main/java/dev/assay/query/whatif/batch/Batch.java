package dev.assay.query.whatif.batch;

import dev.assay.api.id.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One question of many executions, as it is kept.
 *
 * @param question its texts sealed
 * @param total executions that were chosen
 * @param claims how often somebody began or went on with it
 * @param stuck how often since an execution was answered
 * @param endedBecause what was expected and was not so; only where it ended before its last
 *     execution
 */
record Batch(
    TenantId tenant,
    UUID whatIfId,
    JsonNode question,
    Budget budget,
    Status status,
    int total,
    Spent spent,
    int claims,
    int stuck,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant expiresAt,
    @Nullable String endedBecause) {

  /** How far it is. */
  enum Status {
    PENDING,
    RUNNING,
    /** Every execution was answered, or cannot be. */
    COMPLETED,
    /** Nothing more may be spent; what was answered stays. */
    BUDGET_SPENT,
    CANCELLED
  }

  /** How many executions are answered in the end if time and money suffice. */
  int within() {
    return Math.min(total, budget.maxExecutions());
  }
}
