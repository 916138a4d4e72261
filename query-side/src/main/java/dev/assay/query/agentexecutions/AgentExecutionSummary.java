package dev.assay.query.agentexecutions;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A run of an agent in a list. */
@Entity
@Immutable
@Table(schema = "read_model", name = "agent_executions")
@AttributeOverride(name = "id", column = @Column(name = "agent_execution_id"))
class AgentExecutionSummary extends AgentExecutionColumns {}
