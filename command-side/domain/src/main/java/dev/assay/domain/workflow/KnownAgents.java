package dev.assay.domain.workflow;

import dev.assay.api.id.TenantId;

/** Knows which agents a tenant has. */
@FunctionalInterface
public interface KnownAgents {
  /** Whether there is an agent of this name that is not retired. */
  boolean exists(TenantId tenant, String name);
}
