package dev.assay.domain.workflow;

/** Where a workflow stands; there is no way to retire one yet. */
public enum WorkflowStatus {
  ACTIVE
}
