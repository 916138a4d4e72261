package dev.assay.query.executions;

import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import dev.assay.query.reading.PartRow;
import jakarta.persistence.Convert;
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

  @Convert(converter = OpenedText.class)
  @Nullable String waitingFor;

  @Convert(converter = OpenedJson.class)
  @Nullable String output;

  @Convert(converter = OpenedJson.class)
  @Nullable String error;

  @Nullable Instant endedAt;
}
