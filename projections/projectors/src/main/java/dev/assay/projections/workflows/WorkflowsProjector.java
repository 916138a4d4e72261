package dev.assay.projections.workflows;

import dev.assay.api.workflow.WorkflowEvent;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;

/** Fills {@code workflows} with the version registered last and {@code workflow_versions}. */
public final class WorkflowsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.WORKFLOWS;
  }

  @Override
  public List<RowChange> changes(StoredEvent event) {
    return switch ((WorkflowEvent) event.event()) {
      case WorkflowVersionRegistered e -> List.of(latest(e), version(e));
    };
  }

  private static RowChange latest(WorkflowVersionRegistered e) {
    return RowChange.upsert("workflows")
        .key("workflow_id", e.workflowId())
        .set("namespace", e.namespace())
        .set("name", e.name())
        .set("latest_version", e.version())
        .set("content_hash", e.contentHash());
  }

  private static RowChange version(WorkflowVersionRegistered e) {
    return RowChange.upsert("workflow_versions")
        .key("workflow_id", e.workflowId())
        .key("version", e.version())
        .set("namespace", e.namespace())
        .set("name", e.name())
        .set("content_hash", e.contentHash())
        .set("source", e.source())
        .set("source_type", e.sourceType())
        .set("definition", e.definition());
  }
}
