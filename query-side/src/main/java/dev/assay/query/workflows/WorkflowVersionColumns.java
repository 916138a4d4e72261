package dev.assay.query.workflows;

import dev.assay.query.reading.PartRow;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;

/** The columns of a workflow's version that a list shows. */
@MappedSuperclass
abstract class WorkflowVersionColumns extends PartRow {
  UUID workflowId;
  String version;
  String namespace;
  String name;
  String contentHash;
  String sourceType;
}
