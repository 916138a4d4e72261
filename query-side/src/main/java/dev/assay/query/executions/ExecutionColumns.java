package dev.assay.query.executions;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of an execution that a list shows: all but the documents. */
@MappedSuperclass
abstract class ExecutionColumns extends MainRow {
  UUID workflowId;
  String namespace;
  String name;
  String version;
  String contentHash;
  String status;
  int priority;
  @Nullable Instant deadline;
  @Nullable Instant endedAt;
}
