package dev.assay.query.executions;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An execution in a list. */
@Entity
@Immutable
@Table(schema = "read_model", name = "executions")
@AttributeOverride(name = "id", column = @Column(name = "execution_id"))
class ExecutionSummary extends ExecutionColumns {}
