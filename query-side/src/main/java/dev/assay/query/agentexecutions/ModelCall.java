package dev.assay.query.agentexecutions;

import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import dev.assay.query.reading.PartRow;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A model call of a run of an agent. */
@Entity
@Immutable
@Table(schema = "read_model", name = "agent_model_calls")
class ModelCall extends PartRow {
  UUID agentExecutionId;
  UUID requestId;
  int attempt;
  String status;
  String provider;
  String model;
  @Nullable String modelDigest;
  @Nullable String finishReason;
  @Nullable Integer tokensIn;
  @Nullable Integer tokensOut;
  @Nullable BigDecimal costUsd;
  @Nullable Long durationMs;
  @Nullable Boolean cached;

  @Convert(converter = OpenedText.class)
  @Nullable String outputHash;

  @Convert(converter = OpenedJson.class)
  @Nullable String refusals;

  @Nullable String errorClass;

  @Convert(converter = OpenedText.class)
  @Nullable String errorMessage;

  int lateAnswers;
  @Nullable Instant endedAt;
}
