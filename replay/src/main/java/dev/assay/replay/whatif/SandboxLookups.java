package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.inference.ModelRef;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.domain.agent.AgentVersion;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.agentexecution.ModelCatalog;
import dev.assay.domain.workflow.WorkflowVersions;
import dev.assay.replay.engine.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the engine looks up elsewhere: as the record tells it where the command is of the record, as
 * it last was where it is not, and with the changes once they hold.
 */
final class SandboxLookups implements AgentVersions, ModelCatalog, WorkflowVersions {
  private static final String DEFAULT = "default";
  private static final AgentDefinition SOME_AGENT =
      new AgentDefinition(
          "known",
          "known",
          new ModelPolicy(List.of(DEFAULT), null, null, null, null),
          null,
          List.of(),
          AgentLimits.DEFAULT);

  private final RecordedRun record;
  private final List<AgentVersionRegistered> registered;
  private final ChangedAgents changes;
  private final JsonNode definition;
  private final String definitionHash;
  private boolean changesHold;

  private @Nullable Turn turn;
  private @Nullable Object command;
  private @Nullable AgentExecutionStarted asRecorded;

  SandboxLookups(
      RecordedRun record,
      WhatIfChanges changes,
      ChangedAgents agents,
      List<AgentVersionRegistered> registered) {
    this.record = record;
    this.registered = List.copyOf(registered);
    this.changes = agents;
    ExecutionStarted started = record.started();
    this.definition = ChangedWorkflow.of(started.definition(), changes);
    this.definitionHash =
        definition.equals(started.definition())
            ? started.contentHash()
            : dev.assay.api.id.Hashes.ofJson(definition);
  }

  /**
   * Refuses changes that make no agent, before anything is run: in a run they would be refusals of
   * commands, and look like what comes of the changes.
   */
  void requireAgents() {
    Set<String> names = mayRun();
    changes.requireOnly(names);
    for (String name : names) {
      Integer version = changes.versionOf(name);
      AgentVersion base = known(name, version);
      if (base != null && !changes.leaves(name)) {
        AgentVersion changed = changes.changed(base);
        asRecorded = changed == base ? asRecorded : null;
        resolve(changed.definition().model());
      } else if (base == null && version != null) {
        throw new CommandRejected(
            RejectionCode.UNPROCESSABLE,
            "Expected a version that is registered, but agent %s has no version %d"
                .formatted(name, version));
      }
    }
    asRecorded = null;
  }

  /** All agents that it ran, or that its workflow names with the changes. */
  private Set<String> mayRun() {
    Set<String> names = new TreeSet<>();
    record.agentStarts().stream().map(AgentExecutionStarted::agent).forEach(names::add);
    agentsIn(definition, names);
    return names;
  }

  private static void agentsIn(JsonNode node, Set<String> names) {
    JsonNode agent = node.get("agent");
    if (agent != null && agent.isString()) {
      names.add(agent.stringValue());
    }
    node.forEach(child -> agentsIn(child, names));
  }

  /** From now on agents are run as the changes have them. */
  void applyChanges() {
    changesHold = true;
  }

  /**
   * What is looked up next is for this command.
   *
   * @param turn null for one that the record does not know
   */
  void take(Object command, @Nullable Turn turn) {
    this.command = command;
    this.turn = turn;
    this.asRecorded = null;
  }

  @Override
  public AgentVersion toRun(TenantId tenant, String name, @Nullable Integer version) {
    boolean changed = changesHold && !changes.leaves(name);
    Integer other = changed ? changes.versionOf(name) : null;
    AgentVersion base = base(name, other == null ? version : other, other != null);
    if (!changed) {
      return base;
    }
    AgentVersion different = changes.changed(base);
    if (different != base || other != null) {
      asRecorded = null;
    }
    return different;
  }

  private AgentVersion base(String name, @Nullable Integer version, boolean isChosen) {
    if (turn != null && !isChosen) {
      if (turn.append() != null
          && turn.append().first().event() instanceof AgentExecutionStarted started
          && started.agent().equals(name)) {
        return asRecorded(started);
      }
      if (turn.refusal() != null) {
        throw turn.refusal();
      }
    }
    AgentVersion known = known(name, version);
    if (known != null) {
      return known;
    }
    if (command instanceof RequestValidation && version == null) {
      // It only asks whether there is such an agent; who starts it will be told.
      return new AgentVersion(name, 1, "", SOME_AGENT);
    }
    throw CommandRejected.notFound(
        version == null ? "agent" : "version " + version + " of agent", name);
  }

  /** The version that ran last, or the latest that is registered; null where there is none. */
  private @Nullable AgentVersion known(String name, @Nullable Integer version) {
    AgentExecutionStarted last = null;
    for (AgentExecutionStarted started : record.agentStarts()) {
      if (started.agent().equals(name) && (version == null || version == started.agentVersion())) {
        last = started;
      }
    }
    if (last != null) {
      return asRecorded(last);
    }
    AgentVersionRegistered found = null;
    for (AgentVersionRegistered one : registered) {
      if (one.name().equals(name)
          && (version == null || version == one.version())
          && (found == null || one.version() > found.version())) {
        found = one;
      }
    }
    return found == null
        ? null
        : new AgentVersion(name, found.version(), found.contentHash(), found.definition());
  }

  private AgentVersion asRecorded(AgentExecutionStarted started) {
    asRecorded = started;
    return new AgentVersion(
        started.agent(), started.agentVersion(), started.contentHash(), started.definition());
  }

  /** Which models {@code default} stood for is taken from the record. */
  @Override
  public List<ModelRef> resolve(ModelPolicy policy) {
    if (asRecorded != null) {
      return asRecorded.models();
    }
    for (AgentExecutionStarted started : record.agentStarts()) {
      if (started.definition().model().prefer().equals(policy.prefer())) {
        return started.models();
      }
    }
    List<ModelRef> chain = new ArrayList<>();
    for (String model : policy.prefer()) {
      if (model.equals(DEFAULT)) {
        chain.addAll(installations());
      } else {
        chain.add(model(model));
      }
    }
    if (chain.isEmpty()) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected a model by its name, but the record does not tell what default stood for");
    }
    return chain;
  }

  private List<ModelRef> installations() {
    for (AgentExecutionStarted started : record.agentStarts()) {
      if (started.definition().model().prefer().equals(List.of(DEFAULT))) {
        return started.models();
      }
    }
    return List.of();
  }

  private static ModelRef model(String name) {
    try {
      return ModelRef.of(name);
    } catch (IllegalArgumentException e) {
      throw new CommandRejected(RejectionCode.UNPROCESSABLE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public WorkflowVersionRegistered toRun(WorkflowId workflow, @Nullable String version) {
    ExecutionStarted started = record.started();
    return new WorkflowVersionRegistered(
        workflow,
        started.namespace(),
        started.name(),
        started.version(),
        definitionHash,
        "",
        "application/json",
        definition);
  }
}
