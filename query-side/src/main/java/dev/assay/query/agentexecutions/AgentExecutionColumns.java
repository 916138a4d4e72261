package dev.assay.query.agentexecutions;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of a run that a list shows: all but the documents. */
@MappedSuperclass
abstract class AgentExecutionColumns extends MainRow {
  String agent;
  int agentVersion;
  String contentHash;
  String status;
  @Nullable Integer tokensIn;
  @Nullable Integer tokensOut;
  @Nullable BigDecimal costUsd;
  int priority;
  Instant deadline;
  @Nullable String ownerKind;
  @Nullable UUID ownerId;
  @Nullable String ownerReference;
  @Nullable Instant endedAt;
}
