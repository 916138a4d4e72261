package dev.assay.query.workflows;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A version with the text as it was sent and the same as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "workflow_versions")
class WorkflowVersion extends WorkflowVersionColumns {
  String source;
  String definition;
}
