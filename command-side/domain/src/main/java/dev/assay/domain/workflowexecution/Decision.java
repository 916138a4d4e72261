package dev.assay.domain.workflowexecution;

import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.domain.workflow.expression.JsonSize;
import java.util.ArrayList;
import java.util.List;

/** Events that follow from one command, and the state as they leave it. */
final class Decision {
  /** How much data the events of one command may carry together, in characters. */
  static final long MAX_DATA = 8L << 20;

  private final List<ExecutionEvent> events = new ArrayList<>();
  private ExecutionState state;
  private int scheduled;
  private long data;

  Decision(ExecutionState state) {
    this.state = state;
  }

  ExecutionState state() {
    return state;
  }

  List<ExecutionEvent> events() {
    return List.copyOf(events);
  }

  /** How many tasks this decision has scheduled. */
  int scheduled() {
    return scheduled;
  }

  /** How much data its events carry, in characters. */
  long data() {
    return data;
  }

  void add(ExecutionEvent event) {
    state = state.after(event);
    events.add(event);
    if (event instanceof TaskScheduled task) {
      scheduled++;
      data += JsonSize.upTo(task.input(), MAX_DATA);
    } else if (event instanceof TaskCompleted task) {
      data += JsonSize.upTo(task.output(), MAX_DATA);
    }
  }
}
