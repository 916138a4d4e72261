package dev.assay.command.workflow;

import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowCommand.RegisterWorkflowVersion;
import dev.assay.api.workflow.WorkflowCommand.RegisteredWorkflow;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflow.WorkflowNames;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.dispatch.Dispatched;
import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.WorkflowCompiler;

/** Sends a definition to the workflow that its namespace and name tell. */
public final class Registration {
  private final CommandDispatcher commands;

  public Registration(CommandDispatcher commands) {
    this.commands = commands;
  }

  /** Throws {@code UNPROCESSABLE} with lines and columns for a definition with faults. */
  public Dispatched<RegisteredWorkflow> register(
      CommandRequest request, String source, String type) {
    CompiledWorkflow compiled = WorkflowCompiler.compile(source, type).required();
    WorkflowId id = WorkflowNames.id(request.tenant(), compiled.namespace(), compiled.name());
    return commands.send(
        request,
        new RegisterWorkflowVersion(id, source, type),
        RegisteredWorkflow.class,
        events -> {
          var stored = CommandDispatcher.only(events, WorkflowVersionRegistered.class);
          return new RegisteredWorkflow(
              stored.workflowId(),
              stored.namespace(),
              stored.name(),
              stored.version(),
              stored.contentHash(),
              true);
        });
  }
}
