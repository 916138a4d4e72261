package dev.assay.domain.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads a workflow's events from the event store. Loading the aggregate by its repository would
 * lock it until the caller's unit of work ends, and all starts of one workflow would queue up.
 */
public final class StoredWorkflowVersions implements WorkflowVersions {
  private final EventStore events;

  public StoredWorkflowVersions(EventStore events) {
    this.events = events;
  }

  @Override
  public WorkflowVersionRegistered toRun(WorkflowId workflow, @Nullable String version) {
    WorkflowVersionRegistered found = null;
    boolean exists = false;
    var stream = events.readEvents(workflow.toString());
    while (stream.hasNext()) {
      if (stream.next().getPayload() instanceof WorkflowVersionRegistered registered) {
        exists = true;
        if (version == null || registered.version().equals(version)) {
          found = registered;
        }
      }
    }
    if (found == null) {
      throw exists
          ? CommandRejected.notFound("version " + version + " of workflow", workflow)
          : CommandRejected.notFound("workflow", workflow);
    }
    return found;
  }
}
