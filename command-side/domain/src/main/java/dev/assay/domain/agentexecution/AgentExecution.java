package dev.assay.domain.agentexecution;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelRef;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import dev.assay.domain.Sender;
import dev.assay.domain.agent.AgentVersion;
import dev.assay.domain.agent.AgentVersions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** One run of one agent version. */
@AggregateRoot
public class AgentExecution {
  public static final LifeCycle<AgentExecutionStatus> LIFE_CYCLE = AgentExecutionState.LIFE_CYCLE;

  public static final Evolution<AgentExecutionEvent, ?> EVOLUTION =
      new Evolution<>("AgentExecution", AgentExecutionEvent.class, AgentExecutionState::evolved);

  /** The longest input and context together, in characters of compact JSON. */
  static final int MAX_INPUT_CHARS = 1_000_000;

  private static final int MAX_REASON_CHARS = 2_000;

  @AggregateIdentifier private @Nullable AgentExecutionId id;
  private @Nullable AgentExecutionState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(
      StartAgentExecution command,
      MetaData metadata,
      AgentVersions agents,
      ModelCatalog models,
      Clock clock) {
    if (state != null) {
      requireSameStart(command, state.started());
      return;
    }
    AgentVersion agent =
        agents.toRun(Sender.of(metadata).tenant(), command.agent(), command.version());
    requireSize(command);
    Instant now = clock.instant();
    List<ModelRef> chain = models.resolve(agent.definition().model()).stream().distinct().toList();
    apply(
        new AgentExecutionStarted(
            command.agentExecutionId(),
            agent.name(),
            agent.version(),
            agent.contentHash(),
            agent.definition(),
            chain,
            command.input(),
            command.context(),
            command.priority(),
            deadline(command, agent, now),
            command.owner()));
    apply(next(now).first());
  }

  @CommandHandler
  void decide(RecordModelAnswer command, Clock clock) {
    AgentExecutionState state = state();
    String outputHash = Hashes.ofText(command.answer().text());
    ModelCallId call = command.requestId();
    if (state.lateLeases().contains(command.leaseId())
        || (command.leaseHeld() && state.calls().hasTaken(call, outputHash))) {
      return;
    }
    requireKnown(state, call);
    ModelCallRequested open = state.calls().open();
    if (!command.leaseHeld() || open == null || !state.waitsFor(call)) {
      apply(
          new ModelAnswerArrivedLate(
              command.agentExecutionId(), call, command.leaseId(), command.answer(), outputHash));
      return;
    }
    apply(
        new ModelCallAnswered(
            command.agentExecutionId(),
            call,
            open.attempt(),
            command.answer(),
            outputHash,
            command.answer().text().length()));
    decideOnAnswer(call, command.answer().text(), clock.instant());
  }

  private void decideOnAnswer(ModelCallId call, String answer, Instant now) {
    AgentExecutionStarted started = state().started();
    Spending spent = state().spent();
    String excess = spent.excess(started.definition());
    if (excess != null) {
      apply(next(now).failed(NextCall.LIMIT_EXCEEDED, excess));
      return;
    }
    switch (OutputParser.parse(started.definition().outputSchema(), answer)) {
      case OutputParser.Parsed.Accepted accepted ->
          apply(
              new AgentExecutionCompleted(
                  started.agentExecutionId(),
                  started.agent(),
                  started.agentVersion(),
                  accepted.output(),
                  spent.tokensIn(),
                  spent.tokensOut(),
                  spent.costUsd(),
                  started.owner()));
      case OutputParser.Parsed.Refused refused -> {
        apply(new OutputRefused(started.agentExecutionId(), call, refused.errors()));
        apply(next(now).afterRefusal());
      }
    }
  }

  /** A failure of a call that is no longer waited for changes nothing. */
  @CommandHandler
  void decide(RecordModelFailure command, Clock clock) {
    AgentExecutionState state = state();
    requireKnown(state, command.requestId());
    ModelCallRequested open = state.calls().open();
    if (open == null || !state.waitsFor(command.requestId())) {
      return;
    }
    apply(
        new ModelCallFailed(
            command.agentExecutionId(), command.requestId(), open.attempt(), command.failure()));
    apply(next(clock.instant()).afterFailure(command.failure()));
  }

  @CommandHandler
  void decide(TimeOutAgentExecution command, Clock clock) {
    if (state().hasEnded()) {
      return;
    }
    apply(
        next(clock.instant())
            .failed(
                "TIMEOUT",
                "Expected an answer by %s, but there is none"
                    .formatted(state().started().deadline())));
  }

  @CommandHandler
  void decide(CancelAgentExecution command) {
    AgentExecutionState state = state();
    if (state.status() == AgentExecutionStatus.CANCELLED) {
      return;
    }
    if (state.hasEnded()) {
      throw CommandRejected.invalidState(
          "Expected an agent execution that still runs, but it has "
              + (state.status() == AgentExecutionStatus.COMPLETED ? "completed" : "failed"));
    }
    Refusals.requireText("reason", command.reason(), MAX_REASON_CHARS);
    AgentExecutionStarted started = state.started();
    apply(
        new AgentExecutionCancelled(
            command.agentExecutionId(), started.agent(), command.reason(), started.owner()));
  }

  private static void requireSameStart(StartAgentExecution command, AgentExecutionStarted started) {
    // By hash: a number that was read back from the store may be a node of another class.
    boolean sameInput = Hashes.ofJson(started.input()).equals(Hashes.ofJson(command.input()));
    if (!started.agent().equals(command.agent()) || !sameInput) {
      throw new CommandRejected(
          RejectionCode.ALREADY_EXISTS,
          "Expected a new agent execution, but " + command.agentExecutionId() + " is another one");
    }
  }

  private static void requireKnown(AgentExecutionState state, ModelCallId call) {
    if (!state.calls().knows(call)) {
      throw CommandRejected.notFound("model call", call);
    }
  }

  private static void requireSize(StartAgentExecution command) {
    String context = command.context() == null ? "" : command.context().toString();
    Refusals.requireAtMost("input and context", command.input() + context, MAX_INPUT_CHARS);
  }

  private static Instant deadline(StartAgentExecution command, AgentVersion agent, Instant now) {
    Instant own = now.plusSeconds(agent.definition().limits().timeoutSeconds());
    Instant asked = command.deadline();
    if (asked == null || asked.isAfter(own)) {
      return own;
    }
    Refusals.requireFuture(asked, now);
    return asked;
  }

  private NextCall next(Instant now) {
    return new NextCall(state(), now);
  }

  private AgentExecutionState state() {
    if (state == null) {
      throw new IllegalStateException("Expected an agent execution that has started");
    }
    return state;
  }

  @EventSourcingHandler
  void evolve(AgentExecutionEvent event) {
    id = event.agentExecutionId();
    state = AgentExecutionState.evolved(state, event);
  }
}
