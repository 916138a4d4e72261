package dev.assay.domain.agent;

import dev.assay.api.id.TenantId;
import org.jspecify.annotations.Nullable;

/** Finds the version of an agent that is to be run, as of now. */
public interface AgentVersions {
  /**
   * @param version null takes the latest
   * @return never null: {@code NOT_FOUND} where there is no such agent or version in this tenant,
   *     {@code INVALID_STATE} where the agent is retired
   */
  AgentVersion toRun(TenantId tenant, String name, @Nullable Integer version);
}
