package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.replay.engine.Happened;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a sandbox begins to differ from the record: at the start, or when a task is scheduled.
 * Before it everything must be as it was.
 */
final class Fork {
  private final @Nullable JsonNode input;
  private final @Nullable String reference;
  private final int turn;
  private int turns;
  private boolean reached;

  Fork(RecordedRun record, WhatIfQuestion question) {
    this.input = question.changes().input();
    String task = question.fromTask();
    if (task == null) {
      this.reference = null;
      this.turn = 0;
      return;
    }
    if (input != null) {
      throw refused(
          "Expected a fork at the start where the input is another, but it is at " + task);
    }
    List<TaskScheduled> before = new ArrayList<>();
    for (RecordedEvent event : record.events()) {
      if (event.event() instanceof TaskScheduled scheduled) {
        before.add(scheduled);
        if (isNamed(scheduled, task)) {
          this.reference = scheduled.reference();
          this.turn = (int) before.stream().filter(this::isHere).count();
          return;
        }
      }
    }
    throw refused(
        "Expected a task that the execution has come to, but there is no '%s' among %s"
            .formatted(task, before.stream().map(TaskScheduled::name).distinct().toList()));
  }

  private static boolean isNamed(TaskScheduled scheduled, String task) {
    return scheduled.name().equals(task)
        || scheduled.reference().equals(task)
        || scheduled.taskId().toString().equals(task);
  }

  /** The command that starts the execution, with its input as the changes have it. */
  Object start(Object command) {
    return input != null && command instanceof StartExecution start
        ? new StartExecution(
            start.executionId(),
            start.workflowId(),
            start.version(),
            MergePatch.apply(start.input(), input),
            start.priority(),
            start.deadline())
        : command;
  }

  boolean isReached() {
    return reached;
  }

  /**
   * Whether changes hold from this event on.
   *
   * @param same whether the record has the event too
   */
  boolean isReachedBy(Happened happened, boolean same) {
    if (reached) {
      return false;
    }
    DomainEvent event = happened.event();
    reached = reference == null || (isHere(event) && ++turns == turn);
    if (!reached && !same) {
      throw refused(
          "Expected changes that begin with task %s, but %s before it would be another"
              .formatted(
                  reference,
                  event instanceof TaskScheduled task
                      ? "task " + task.reference()
                      : "a " + event.getClass().getSimpleName()));
    }
    return reached;
  }

  private boolean isHere(DomainEvent event) {
    return event instanceof TaskScheduled scheduled && scheduled.reference().equals(reference);
  }

  private static CommandRejected refused(String why) {
    return new CommandRejected(RejectionCode.UNPROCESSABLE, why);
  }
}
