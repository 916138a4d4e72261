package dev.assay.query.executions;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An execution with its documents, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "executions")
@AttributeOverride(name = "id", column = @Column(name = "execution_id"))
class Execution extends ExecutionColumns {
  String input;
  @Nullable String output;
  @Nullable String error;
  @Nullable String cancelReason;
}
