package dev.assay.query.agentexecutions;

import dev.assay.query.reading.MainRow;
import dev.assay.query.reading.OpenedJson;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A run of an agent. */
@Entity
@Immutable
@Table(schema = "read_model", name = "agent_executions")
@AttributeOverride(name = "id", column = @Column(name = "agent_execution_id"))
class AgentExecution extends MainRow {
  String agent;
  int agentVersion;
  String contentHash;
  String status;

  @Convert(converter = OpenedJson.class)
  String input;

  @Convert(converter = OpenedJson.class)
  @Nullable String context;

  @Convert(converter = OpenedJson.class)
  @Nullable String output;

  @Convert(converter = OpenedJson.class)
  @Nullable String error;

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
