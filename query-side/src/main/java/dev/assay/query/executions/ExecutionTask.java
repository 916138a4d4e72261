package dev.assay.query.executions;

import dev.assay.query.reading.PartRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A task of an execution. */
@Entity
@Immutable
@Table(schema = "read_model", name = "execution_tasks")
class ExecutionTask extends PartRow {
  UUID executionId;
  UUID taskId;
  @Nullable UUID parentId;
  String reference;
  String name;
  String kind;
  String status;
  int attempt;
  @Nullable String waitingFor;
  @Nullable String output;
  @Nullable String error;
  @Nullable Instant endedAt;
}
