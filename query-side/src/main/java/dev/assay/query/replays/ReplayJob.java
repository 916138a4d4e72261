package dev.assay.query.replays;

import dev.assay.api.id.TenantId;
import dev.assay.query.whatif.WhatIfWork;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A replay as it is kept.
 *
 * @param request as it was asked for, its texts sealed
 * @param attempts how often it was begun: a process that dies leaves it to be begun anew
 * @param result what came of it, its texts sealed; null before its end
 * @param failure why there is no result; only of one that failed
 */
record ReplayJob(
    UUID replayId,
    TenantId tenant,
    UUID executionId,
    String mode,
    JsonNode request,
    Status status,
    int attempts,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant expiresAt,
    @Nullable JsonNode result,
    @Nullable String failure) {

  static final String VERIFY = "verify";

  boolean isWhatIf() {
    return mode.equals(WhatIfWork.MODE);
  }

  /** How far it is. */
  enum Status {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED
  }
}
