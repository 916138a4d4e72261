package dev.assay.domain.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.domain.agent.AgentVersions;

/** The agents that are registered and not retired. */
public final class RegisteredAgents implements KnownAgents {
  private final AgentVersions agents;

  public RegisteredAgents(AgentVersions agents) {
    this.agents = agents;
  }

  @Override
  public boolean exists(TenantId tenant, String name) {
    try {
      agents.toRun(tenant, name, null);
      return true;
    } catch (CommandRejected refused) {
      if (refused.code() == RejectionCode.NOT_FOUND
          || refused.code() == RejectionCode.INVALID_STATE) {
        return false;
      }
      throw refused;
    }
  }
}
