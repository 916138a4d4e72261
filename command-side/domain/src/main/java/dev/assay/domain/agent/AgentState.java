package dev.assay.domain.agent;

import dev.assay.api.CommandRejected;
import dev.assay.api.agent.AgentEvent;
import dev.assay.api.agent.AgentEvent.AgentRetired;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's events add up to.
 *
 * @param status null before the first version
 * @param versions in order: version n is at index n - 1
 */
public record AgentState(@Nullable AgentStatus status, List<AgentVersion> versions) {
  public static final AgentState NONE = new AgentState(null, List.of());

  public static final LifeCycle<AgentStatus> LIFE_CYCLE =
      LifeCycle.of("Agent", AgentStatus.class)
          .starting(AgentVersionRegistered.class, AgentStatus.ACTIVE)
          .on(AgentStatus.ACTIVE, AgentVersionRegistered.class, AgentStatus.ACTIVE)
          .on(AgentStatus.ACTIVE, AgentRetired.class, AgentStatus.RETIRED)
          // Registering a version brings a retired agent back.
          .on(AgentStatus.RETIRED, AgentVersionRegistered.class, AgentStatus.ACTIVE)
          .build();

  public static final Evolution<AgentEvent, AgentState> EVOLUTION =
      new Evolution<>(
          "Agent", AgentEvent.class, (state, event) -> (state == null ? NONE : state).after(event));

  public AgentState {
    versions = List.copyOf(versions);
  }

  public AgentState after(AgentEvent event) {
    AgentStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case AgentVersionRegistered e -> new AgentState(next, with(e));
      case AgentRetired e -> new AgentState(next, versions);
    };
  }

  /** The latest version, or null before the first. */
  public @Nullable AgentVersion latest() {
    return versions.isEmpty() ? null : versions.getLast();
  }

  /**
   * The version to run: {@code null} takes the latest. {@code NOT_FOUND} where there is no such
   * agent or version, {@code INVALID_STATE} where the agent is retired.
   */
  public AgentVersion toRun(String name, @Nullable Integer version) {
    AgentVersion latest = latest();
    if (latest == null) {
      throw CommandRejected.notFound("agent", name);
    }
    if (status == AgentStatus.RETIRED) {
      throw CommandRejected.invalidState(
          "Expected agent " + name + " to be active, but it is retired");
    }
    if (version == null) {
      return latest;
    }
    if (version < 1 || version > versions.size()) {
      throw CommandRejected.notFound("version " + version + " of agent", name);
    }
    return versions.get(version - 1);
  }

  private List<AgentVersion> with(AgentVersionRegistered event) {
    List<AgentVersion> all = new ArrayList<>(versions);
    all.add(
        new AgentVersion(event.name(), event.version(), event.contentHash(), event.definition()));
    return all;
  }
}
