package dev.assay.domain.agent;

import dev.assay.api.agent.AgentEvent;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.id.TenantId;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads an agent's events from the event store.
 *
 * <p>It does not load the aggregate through its repository: that would lock the agent until the
 * caller's unit of work is committed, and all starts of one agent would queue up behind each other.
 * Nothing about the agent is changed here, so no lock is needed.
 */
public final class StoredAgentVersions implements AgentVersions {
  private final EventStore events;

  public StoredAgentVersions(EventStore events) {
    this.events = events;
  }

  @Override
  public AgentVersion toRun(TenantId tenant, String name, @Nullable Integer version) {
    AgentState state = AgentState.NONE;
    var stream = events.readEvents(AgentNames.id(tenant, name).toString());
    while (stream.hasNext()) {
      if (stream.next().getPayload() instanceof AgentEvent event) {
        state = state.after(event);
      }
    }
    return state.toRun(name, version);
  }
}
