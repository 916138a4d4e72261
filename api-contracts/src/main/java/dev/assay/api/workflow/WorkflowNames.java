package dev.assay.api.workflow;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.WorkflowId;

/** Workflows are found by namespace and name, from which the id is derived. */
public final class WorkflowNames {
  private WorkflowNames() {}

  public static WorkflowId id(TenantId tenant, String namespace, String name) {
    return new WorkflowId(Uuids.named("workflow", tenant.toString(), namespace, name));
  }
}
