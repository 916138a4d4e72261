package dev.assay.api.agent;

import static dev.assay.api.envelope.Role.DESIGNER;
import static dev.assay.api.envelope.Role.TENANT_ADMIN;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What an agent may be asked. */
public sealed interface AgentCommand {
  /** Answers {@link RegisteredAgent}. The same definition again registers nothing. */
  @AllowedTo({DESIGNER, TENANT_ADMIN})
  record RegisterAgentVersion(
      @TargetAggregateIdentifier AgentId agentId, String name, AgentDefinition definition)
      implements AgentCommand {}

  @AllowedTo({DESIGNER, TENANT_ADMIN})
  record RetireAgent(@TargetAggregateIdentifier AgentId agentId) implements AgentCommand {}

  /** The answer to {@link RegisterAgentVersion}; {@code created} is false where nothing was new. */
  record RegisteredAgent(String name, int version, String contentHash, boolean created) {}
}
