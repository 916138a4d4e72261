package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.replay.engine.Append;
import dev.assay.replay.engine.Outside;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A record, by what a run beside it looks for. */
final class RecordedRun {
  private final List<RecordedEvent> events;
  private final Append start;
  private final List<Append> controls = new ArrayList<>();
  private final Map<UUID, List<Append>> answers = new HashMap<>();
  private final Map<UUID, List<Append>> decisions = new HashMap<>();

  RecordedRun(List<RecordedEvent> events) {
    this.events = List.copyOf(events);
    List<Append> appends = Append.of(events);
    this.start = appends.getFirst();
    if (!(start.first().event() instanceof ExecutionStarted)) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected an execution of a workflow: what runs without one can be replayed, but not changed");
    }
    appends.stream().skip(1).filter(append -> Outside.of(append) != null).forEach(this::sort);
  }

  private void sort(Append append) {
    switch (append.first().event()) {
      case ModelCallAnswered _, ModelCallFailed _, ModelAnswerArrivedLate _ ->
          answers
              .computeIfAbsent(append.first().causationId(), id -> new ArrayList<>())
              .add(append);
      case ReviewDecided _ ->
          decisions
              .computeIfAbsent(append.first().aggregateId(), id -> new ArrayList<>())
              .add(append);
      default -> {
        if (append.hasNoCause()) {
          controls.add(append);
        }
      }
    }
  }

  List<RecordedEvent> events() {
    return events;
  }

  /** What started it. */
  Append start() {
    return start;
  }

  ExecutionStarted started() {
    return start.theOnly(ExecutionStarted.class);
  }

  /** What people did to it besides: pause, resume, retry, cancel. */
  List<Append> controls() {
    return controls;
  }

  /** What came back for a model call, late answers included. */
  List<Append> answersTo(UUID callEventId) {
    return answers.getOrDefault(callEventId, List.of());
  }

  /** What a person decided on a review. */
  List<Append> decisionsOn(UUID reviewId) {
    return decisions.getOrDefault(reviewId, List.of());
  }

  /** Every start of an agent, in the order of the record. */
  List<AgentExecutionStarted> agentStarts() {
    return events.stream()
        .map(RecordedEvent::event)
        .filter(AgentExecutionStarted.class::isInstance)
        .map(AgentExecutionStarted.class::cast)
        .toList();
  }
}
