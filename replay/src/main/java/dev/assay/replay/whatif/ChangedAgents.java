package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.Hashes;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.domain.agent.AgentVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Agents made different. */
final class ChangedAgents {
  private final @Nullable JsonNode every;
  private final Map<String, AgentChange> changes = new HashMap<>();

  ChangedAgents(WhatIfChanges changes) {
    this.every = changes.everyAgent();
    changes.agents().forEach(change -> this.changes.put(change.agent(), change));
  }

  /**
   * Refuses changes of agents that nobody would notice.
   *
   * @param known those that the execution runs or may run
   */
  void requireOnly(Set<String> known) {
    for (String agent : changes.keySet()) {
      if (!known.contains(agent)) {
        throw new CommandRejected(
            RejectionCode.UNPROCESSABLE,
            "Expected changes of agents that the execution runs, but there is no '%s' among %s"
                .formatted(agent, known));
      }
    }
  }

  /** Whether the agent is to be run as it was. */
  boolean leaves(String agent) {
    return every == null && !changes.containsKey(agent);
  }

  /** The version that is to be run instead; null where it is the same. */
  @Nullable Integer versionOf(String agent) {
    AgentChange change = changes.get(agent);
    return change == null ? null : change.version();
  }

  AgentVersion changed(AgentVersion base) {
    JsonNode before = EventJson.mapper().valueToTree(base.definition());
    JsonNode after = every == null ? before : MergePatch.apply(before, every);
    AgentChange own = changes.get(base.name());
    if (own != null && own.definition() != null) {
      after = MergePatch.apply(after, own.definition());
    }
    if (after.equals(before)) {
      return base;
    }
    AgentDefinition definition = read(base.name(), after);
    return new AgentVersion(base.name(), base.version(), Hashes.ofJson(after), definition);
  }

  private static AgentDefinition read(String agent, JsonNode json) {
    try {
      return EventJson.mapper().treeToValue(json, AgentDefinition.class);
    } catch (JacksonException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException why ? why : e;
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected agent %s to be one still when it is changed, but: %s"
              .formatted(agent, cause.getMessage()));
    }
  }
}
