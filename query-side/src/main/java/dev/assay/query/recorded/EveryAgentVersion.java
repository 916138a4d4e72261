package dev.assay.query.recorded;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.query.reading.TenantReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads every version of agents that was ever registered, out of the record. */
public final class EveryAgentVersion {
  private static final int BATCH = 200;
  private static final int MOST_AGENTS = 200;
  private static final int MOST_VERSIONS = 5_000;

  private final TenantReader reader;
  private final EventReader events;

  /**
   * @param events on the connections of {@code reader}
   */
  public EveryAgentVersion(TenantReader reader, EventReader events) {
    this.reader = reader;
    this.events = events;
  }

  /** Of the agents that there are; a name that nobody has registered has no version. */
  public List<AgentVersionRegistered> of(TenantId tenant, Collection<String> names) {
    requireAtMost(MOST_AGENTS, "agents", names.size());
    List<AgentVersionRegistered> found = new ArrayList<>();
    names.stream()
        .sorted()
        .filter(AgentNames::isValid)
        .forEach(name -> add(tenant, AgentNames.id(tenant, name).value(), found));
    return found;
  }

  private void add(TenantId tenant, UUID agent, List<AgentVersionRegistered> found) {
    long next = 0;
    List<StoredEvent> batch;
    do {
      long from = next;
      batch = reader.read(tenant, () -> events.ofAggregate(tenant.value(), agent, from, BATCH));
      for (StoredEvent event : batch) {
        if (event.opened() instanceof AgentVersionRegistered version) {
          found.add(version);
        }
        next = event.sequence() + 1;
      }
      requireAtMost(MOST_VERSIONS, "versions of these agents", found.size());
    } while (batch.size() == BATCH);
  }

  private static void requireAtMost(int most, String of, int there) {
    if (there > most) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          "Expected at most %d %s, but there are more".formatted(most, of));
    }
  }
}
