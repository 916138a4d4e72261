package dev.assay.query.workflows;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A version in a list. */
@Entity
@Immutable
@Table(schema = "read_model", name = "workflow_versions")
class WorkflowVersionSummary extends WorkflowVersionColumns {}
