package dev.assay.projections.agents;

import dev.assay.api.agent.AgentEvent;
import dev.assay.api.agent.AgentEvent.AgentRetired;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;

/** Fills {@code agents} with the latest version of each and {@code agent_versions} with all. */
public final class AgentsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.AGENTS;
  }

  @Override
  public List<RowChange> changes(StoredEvent event) {
    return switch ((AgentEvent) event.event()) {
      case AgentVersionRegistered e -> List.of(latest(e), version(e));
      case AgentRetired e ->
          List.of(RowChange.update("agents").key("agent_id", e.agentId()).set("status", "RETIRED"));
    };
  }

  private static RowChange latest(AgentVersionRegistered e) {
    return RowChange.upsert("agents")
        .key("agent_id", e.agentId())
        .set("name", e.name())
        .set("role", e.definition().role())
        .set("status", "ACTIVE")
        .set("latest_version", e.version())
        .set("content_hash", e.contentHash())
        .set("definition", e.definition());
  }

  private static RowChange version(AgentVersionRegistered e) {
    return RowChange.upsert("agent_versions")
        .key("agent_id", e.agentId())
        .key("version", e.version())
        .set("name", e.name())
        .set("content_hash", e.contentHash())
        .set("definition", e.definition());
  }
}
