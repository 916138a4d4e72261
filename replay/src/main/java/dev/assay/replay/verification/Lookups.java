package dev.assay.replay.verification;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.inference.ModelRef;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.domain.agent.AgentVersion;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.agentexecution.ModelCatalog;
import dev.assay.domain.workflow.WorkflowVersions;
import dev.assay.replay.engine.Append;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine once looked up elsewhere, as the record tells it: which version of a workflow or
 * agent was in force, and which models were configured. Where the record has no start, it was
 * refused, and the refusal is the answer.
 */
final class Lookups implements AgentVersions, ModelCatalog, WorkflowVersions {
  private static final AgentDefinition SOME_AGENT =
      new AgentDefinition(
          "known",
          "known",
          new ModelPolicy(List.of("default"), null, null, null, null),
          null,
          List.of(),
          AgentLimits.DEFAULT);

  private @Nullable Append recorded;
  private @Nullable CommandRejected refusal;

  /** The next command appended this. */
  void take(Append append) {
    recorded = append;
    refusal = null;
  }

  /** The next command appended nothing; null where the record does not tell why. */
  void takeNothing(@Nullable CommandRejected why) {
    recorded = null;
    refusal = why;
  }

  @Override
  public AgentVersion toRun(TenantId tenant, String name, @Nullable Integer version) {
    if (recorded != null && recorded.first().event() instanceof AgentExecutionStarted started) {
      if (!started.agent().equals(name) || (version != null && version != started.agentVersion())) {
        throw CommandRejected.notFound("agent in the record", name);
      }
      return new AgentVersion(
          name, started.agentVersion(), started.contentHash(), started.definition());
    }
    if (recorded != null
        && (recorded.first().event() instanceof ValidationRequested
            || recorded.first().event() instanceof ConversationStarted)) {
      // It was accepted, so all of its agents were there.
      return new AgentVersion(name, version == null ? 1 : version, "", SOME_AGENT);
    }
    throw refused();
  }

  @Override
  public List<ModelRef> resolve(ModelPolicy policy) {
    if (recorded != null && recorded.first().event() instanceof AgentExecutionStarted started) {
      return started.models();
    }
    throw refused();
  }

  @Override
  public WorkflowVersionRegistered toRun(WorkflowId workflow, @Nullable String version) {
    if (recorded != null && recorded.first().event() instanceof ExecutionStarted started) {
      return new WorkflowVersionRegistered(
          workflow,
          started.namespace(),
          started.name(),
          started.version(),
          started.contentHash(),
          "",
          "application/json",
          started.definition());
    }
    throw refused();
  }

  private CommandRejected refused() {
    return refusal == null
        ? new CommandRejected(
            RejectionCode.NOT_FOUND, "Expected what the record tells of, but it tells nothing")
        : refusal;
  }
}
