package dev.assay.domain.agent;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentCommand.RegisterAgentVersion;
import dev.assay.api.agent.AgentCommand.RegisteredAgent;
import dev.assay.api.agent.AgentCommand.RetireAgent;
import dev.assay.api.agent.AgentEvent;
import dev.assay.api.agent.AgentEvent.AgentRetired;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.id.AgentId;
import dev.assay.domain.Refusals;
import dev.assay.domain.Sender;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** An agent: its definition only ever grows by versions. */
@AggregateRoot
public class Agent {
  /** Bounds the life of an aggregate that is never snapshotted. */
  static final int MAX_VERSIONS = 1_000;

  @AggregateIdentifier private @Nullable AgentId id;
  private AgentState state = AgentState.NONE;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  RegisteredAgent decide(RegisterAgentVersion command, MetaData metadata) {
    String contentHash = AgentDefinitions.hash(command.definition());
    AgentVersion latest = state.latest();
    if (latest != null
        && state.status() == AgentStatus.ACTIVE
        && latest.contentHash().equals(contentHash)) {
      return new RegisteredAgent(latest.name(), latest.version(), contentHash, false);
    }
    requireName(command, Sender.of(metadata));
    List<InputError> faults = AgentDefinitions.faults(command.definition());
    if (!faults.isEmpty()) {
      throw Refusals.unprocessable("the agent's definition", faults);
    }
    int version = state.versions().size() + 1;
    if (version > MAX_VERSIONS) {
      throw CommandRejected.invalidState(
          "Expected at most %d versions of an agent, but %s has them already"
              .formatted(MAX_VERSIONS, command.name()));
    }
    apply(
        new AgentVersionRegistered(
            command.agentId(), command.name(), version, contentHash, command.definition()));
    return new RegisteredAgent(command.name(), version, contentHash, true);
  }

  @CommandHandler
  void decide(RetireAgent command) {
    if (state.status() == AgentStatus.RETIRED) {
      return;
    }
    apply(new AgentRetired(command.agentId(), state.versions().getLast().name()));
  }

  private static void requireName(RegisterAgentVersion command, Sender sender) {
    if (!AgentNames.isValid(command.name())) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT,
          "Expected a name of lower-case letters, digits and inner hyphens, at most 63 characters,"
              + " but got '"
              + command.name()
              + "'");
    }
    if (!AgentNames.id(sender.tenant(), command.name()).equals(command.agentId())) {
      throw Refusals.invalid(
          "Expected the agent's id to be the one of its name "
              + command.name()
              + ", but it is not");
    }
  }

  @EventSourcingHandler
  void evolve(AgentEvent event) {
    id = event.agentId();
    state = state.after(event);
  }
}
