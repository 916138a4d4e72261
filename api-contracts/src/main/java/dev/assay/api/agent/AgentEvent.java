package dev.assay.api.agent;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.AgentId;
import dev.assay.api.privacy.Clear;

/** What happens to an agent. */
public sealed interface AgentEvent extends DomainEvent {
  AgentId agentId();

  /** Versions count from 1 without gaps. */
  @EventName("agent.version-registered")
  record AgentVersionRegistered(
      AgentId agentId,
      @Clear String name,
      int version,
      @Clear String contentHash,
      AgentDefinition definition)
      implements AgentEvent {}

  @EventName("agent.retired")
  record AgentRetired(AgentId agentId, @Clear String name) implements AgentEvent {}
}
