package dev.assay.query.agentexecutions;

import dev.assay.query.reading.OpenedJson;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A run of an agent with its documents, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "agent_executions")
@AttributeOverride(name = "id", column = @Column(name = "agent_execution_id"))
class AgentExecution extends AgentExecutionColumns {

  @Convert(converter = OpenedJson.class)
  String input;

  @Convert(converter = OpenedJson.class)
  @Nullable String context;

  @Convert(converter = OpenedJson.class)
  @Nullable String output;

  @Convert(converter = OpenedJson.class)
  @Nullable String error;
}
