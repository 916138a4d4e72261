package dev.assay.domain.workflow;

import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import org.jspecify.annotations.Nullable;

/** Finds the version of a workflow that is to be run, in the tenant of the current command. */
@FunctionalInterface
public interface WorkflowVersions {
  /**
   * The version as it was registered; {@code NOT_FOUND} where there is none.
   *
   * @param version null takes the one that was registered last
   */
  WorkflowVersionRegistered toRun(WorkflowId workflow, @Nullable String version);
}
