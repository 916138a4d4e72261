package dev.assay.domain.agentexecution;

import static dev.assay.domain.agentexecution.AgentExecutionStatus.ANSWERED;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.CALLING;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.CALL_FAILED;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.CANCELLED;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.COMPLETED;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.FAILED;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.OUTPUT_REFUSED;
import static dev.assay.domain.agentexecution.AgentExecutionStatus.STARTED;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.id.ModelCallId;
import dev.assay.domain.LifeCycle;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a started agent execution add up to.
 *
 * @param started how it began: its agent, models, input, limits
 * @param calls the model calls so far
 * @param spent tokens and money
 * @param lateLeases leases whose late answers are on record
 */
record AgentExecutionState(
    AgentExecutionStatus status,
    AgentExecutionStarted started,
    ModelCalls calls,
    Spending spent,
    Set<UUID> lateLeases) {

  static final LifeCycle<AgentExecutionStatus> LIFE_CYCLE =
      LifeCycle.of("AgentExecution", AgentExecutionStatus.class)
          .starting(AgentExecutionStarted.class, STARTED)
          .onAny(
              EnumSet.of(STARTED, CALL_FAILED, OUTPUT_REFUSED), ModelCallRequested.class, CALLING)
          .on(CALLING, ModelCallAnswered.class, ANSWERED)
          .on(CALLING, ModelCallFailed.class, CALL_FAILED)
          .on(ANSWERED, OutputRefused.class, OUTPUT_REFUSED)
          .on(ANSWERED, AgentExecutionCompleted.class, COMPLETED)
          .onAny(AgentExecutionStatus.OPEN, AgentExecutionFailed.class, FAILED)
          .on(CALLING, AgentExecutionCancelled.class, CANCELLED)
          .staying(EnumSet.of(CALLING, COMPLETED, FAILED, CANCELLED), ModelAnswerArrivedLate.class)
          .build();

  AgentExecutionState {
    lateLeases = Set.copyOf(lateLeases);
  }

  static AgentExecutionState of(AgentExecutionStarted event) {
    AgentExecutionStatus status = LIFE_CYCLE.after(null, event);
    return new AgentExecutionState(status, event, ModelCalls.NONE, Spending.NOTHING, Set.of());
  }

  /** The one way in which events change it; only the creating event finds none. */
  static AgentExecutionState evolved(
      @Nullable AgentExecutionState state, AgentExecutionEvent event) {
    if (state != null) {
      return state.after(event);
    }
    if (event instanceof AgentExecutionStarted started) {
      return of(started);
    }
    throw new IllegalStateException("Expected a history that begins with AgentExecutionStarted");
  }

  AgentExecutionState after(AgentExecutionEvent event) {
    AgentExecutionStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case AgentExecutionStarted e -> of(e);
      case ModelCallRequested e -> with(next, calls.requested(e), spent);
      case ModelCallAnswered e -> with(next, calls.answered(e), spent.plus(e.answer()));
      case ModelCallFailed e -> with(next, calls.failed(), spent);
      case OutputRefused e -> with(next, calls.refused(e.errors()), spent);
      case ModelAnswerArrivedLate e ->
          new AgentExecutionState(next, started, calls, spent, plus(e));
      case AgentExecutionCompleted e -> with(next, calls, spent);
      case AgentExecutionFailed e -> with(next, calls, spent);
      case AgentExecutionCancelled e -> with(next, calls, spent);
    };
  }

  boolean hasEnded() {
    return AgentExecutionStatus.ENDED.contains(status);
  }

  /** Whether this call is the one that is waited for. */
  boolean waitsFor(ModelCallId call) {
    ModelCallRequested open = calls.open();
    return status == CALLING && open != null && open.requestId().equals(call);
  }

  private AgentExecutionState with(AgentExecutionStatus next, ModelCalls calls, Spending spent) {
    return new AgentExecutionState(next, started, calls, spent, lateLeases);
  }

  private Set<UUID> plus(ModelAnswerArrivedLate event) {
    Set<UUID> all = new HashSet<>(lateLeases);
    all.add(event.leaseId());
    return all;
  }
}
