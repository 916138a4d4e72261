package dev.assay.api.agent;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.AgentId;

/** What happens to an agent. */
public sealed interface AgentEvent extends DomainEvent {
  AgentId agentId();

  /** Versions count from 1 without gaps. */
  @EventName("agent.version-registered")
  record AgentVersionRegistered(
      AgentId agentId, String name, int version, String contentHash, AgentDefinition definition)
      implements AgentEvent {}

  @EventName("agent.retired")
  record AgentRetired(AgentId agentId, String name) implements AgentEvent {}
}
