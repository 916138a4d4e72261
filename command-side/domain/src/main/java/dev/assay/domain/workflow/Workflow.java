package dev.assay.domain.workflow;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowCommand.RegisterWorkflowVersion;
import dev.assay.api.workflow.WorkflowCommand.RegisteredWorkflow;
import dev.assay.api.workflow.WorkflowEvent;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflow.WorkflowNames;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A workflow: its definition only ever grows by versions. */
@AggregateRoot
public class Workflow {
  /** Bounds the life of an aggregate that is never snapshotted. */
  static final int MAX_VERSIONS = 500;

  @AggregateIdentifier private @Nullable WorkflowId id;
  private WorkflowState state = WorkflowState.NONE;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  RegisteredWorkflow decide(
      RegisterWorkflowVersion command,
      KnownAgents agents,
      @MetaDataValue(value = MetadataKeys.TENANT_ID, required = true) String tenantId) {
    CompiledWorkflow compiled =
        WorkflowCompiler.compile(command.source(), command.sourceType()).required();
    requireName(command, compiled, TenantId.of(tenantId));
    String existing = state.hashes().get(compiled.version());
    if (compiled.contentHash().equals(existing)) {
      return answer(command.workflowId(), compiled, false);
    }
    requireNewVersion(compiled, existing);
    requireAgents(compiled, agents, TenantId.of(tenantId));
    apply(
        new WorkflowVersionRegistered(
            command.workflowId(),
            compiled.namespace(),
            compiled.name(),
            compiled.version(),
            compiled.contentHash(),
            command.source(),
            WorkflowCompiler.isJson(command.sourceType())
                ? WorkflowCompiler.JSON
                : WorkflowCompiler.YAML,
            compiled.definition()));
    return answer(command.workflowId(), compiled, true);
  }

  private static RegisteredWorkflow answer(
      WorkflowId id, CompiledWorkflow compiled, boolean created) {
    return new RegisteredWorkflow(
        id,
        compiled.namespace(),
        compiled.name(),
        compiled.version(),
        compiled.contentHash(),
        created);
  }

  private static void requireName(
      RegisterWorkflowVersion command, CompiledWorkflow compiled, TenantId tenant) {
    if (!WorkflowNames.id(tenant, compiled.namespace(), compiled.name())
        .equals(command.workflowId())) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT,
          "Expected the workflow's id to be the one of %s/%s, but it is not"
              .formatted(compiled.namespace(), compiled.name()));
    }
  }

  private void requireNewVersion(CompiledWorkflow compiled, @Nullable String existing) {
    if (existing != null) {
      throw new CommandRejected(
          RejectionCode.ALREADY_EXISTS,
          "Expected version %s of %s/%s to be new, but it exists with other content; give the definition another version"
              .formatted(compiled.version(), compiled.namespace(), compiled.name()));
    }
    if (state.hashes().size() >= MAX_VERSIONS) {
      throw CommandRejected.invalidState(
          "Expected at most %d versions of a workflow, but %s/%s has them already"
              .formatted(MAX_VERSIONS, compiled.namespace(), compiled.name()));
    }
  }

  private static void requireAgents(
      CompiledWorkflow compiled, KnownAgents agents, TenantId tenant) {
    List<InputError> unknown = new ArrayList<>();
    for (AgentUse use : compiled.agents()) {
      if (!agents.exists(tenant, use.agent())) {
        unknown.add(
            new InputError(
                use.pointer(),
                use.position().line(),
                use.position().column(),
                "unknown-agent",
                "Expected an agent that is registered, but there is no " + use.agent(),
                "Register it first: PUT /api/v1/agents/" + use.agent()));
      }
    }
    if (!unknown.isEmpty()) {
      throw Compilation.refused(unknown);
    }
  }

  /** The versions that are registered, in order. */
  List<String> versions() {
    return List.copyOf(state.hashes().keySet());
  }

  @EventSourcingHandler
  void evolve(WorkflowEvent event) {
    id = event.workflowId();
    state = state.after(event);
  }
}
