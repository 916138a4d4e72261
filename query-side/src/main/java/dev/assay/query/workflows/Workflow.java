package dev.assay.query.workflows;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A workflow. */
@Entity
@Immutable
@Table(schema = "read_model", name = "workflows")
@AttributeOverride(name = "id", column = @Column(name = "workflow_id"))
class Workflow extends MainRow {
  String namespace;
  String name;
  String latestVersion;
  String contentHash;
}
