package dev.assay.domain.workflowexecution;

import dev.assay.api.id.TaskId;
import dev.assay.api.workflowexecution.ExecutionError;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskFailed;
import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.Step;
import dev.assay.domain.workflow.expression.ExpressionFault;
import dev.assay.domain.workflowexecution.TaskState.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Goes on with an execution until somebody else has to do something: each turn looks at the state
 * alone, finds one thing to do and does it, so what follows never depends on how the state came
 * about.
 */
final class Interpreter {
  private final Decision decision;
  private final CompiledWorkflow workflow;
  private final DataFlow data;
  private final Tasks tasks;

  Interpreter(Decision decision) {
    this.decision = decision;
    this.workflow = Definitions.of(decision.state().requireStarted());
    this.data = new DataFlow(decision.state().requireStarted());
    this.tasks = new Tasks(decision, data);
  }

  Tasks tasks() {
    return tasks;
  }

  /** Ends: each turn schedules or completes a task, and {@link Tasks} limits how many there are. */
  void goOn() {
    boolean moved = true;
    while (moved && decision.state().goesOn()) {
      ExecutionError error = firstFailure();
      if (error != null) {
        fault(error);
      } else {
        moved = turn();
      }
    }
  }

  void fault(ExecutionError error) {
    decision.add(new ExecutionFaulted(decision.state().requireStarted().executionId(), error));
  }

  private @Nullable ExecutionError firstFailure() {
    for (TaskState task : decision.state().tasks().all()) {
      if (task.phase() == Phase.FAILED) {
        return task.error();
      }
    }
    return null;
  }

  private boolean turn() {
    List<TaskState> children = decision.state().tasks().within(null);
    if (!children.isEmpty()) {
      return sequence(null, workflow.steps(), children.getFirst());
    }
    JsonNode raw = decision.state().requireStarted().input();
    try {
      var variables = data.variables(null, decision.state().context(), raw, null);
      JsonNode input = data.apply(workflow.inputFrom(), raw, variables);
      return enter(null, workflow.steps(), 0, input);
    } catch (ExpressionFault fault) {
      fault(ErrorTypes.expression(fault.getMessage(), "/input/from"));
      return true;
    }
  }

  /** Goes on within a list of tasks of which {@code current} is the one that was reached last. */
  private boolean sequence(@Nullable Nest nest, List<Step> steps, TaskState current) {
    int index = indexOf(steps, current.reference());
    if (current.phase() == Phase.ACTIVE) {
      return within(current, steps.get(index));
    }
    if (current.phase() != Phase.DONE || current.output() == null) {
      return false;
    }
    JsonNode output = current.output();
    return switch (current.next()) {
      case null -> enter(nest, steps, index + 1, output);
      case "continue" -> enter(nest, steps, index + 1, output);
      case "exit" -> finish(nest, output, null);
      case "end" -> finish(nest, output, "end");
      case String name -> enter(nest, steps, indexOfName(steps, name), output);
    };
  }

  /** Begins the first task from {@code index} whose condition holds, or ends the list. */
  private boolean enter(@Nullable Nest nest, List<Step> steps, int index, JsonNode input) {
    TaskId parent = nest == null ? null : nest.task().id();
    for (int i = index; i < steps.size(); i++) {
      if (tasks.enter(parent, steps.get(i), input)) {
        return true;
      }
    }
    return finish(nest, input, null);
  }

  private boolean finish(@Nullable Nest nest, JsonNode output, @Nullable String next) {
    if (nest != null) {
      tasks.complete(nest.task(), nest.step(), output, next);
      return true;
    }
    try {
      JsonNode input = decision.state().requireStarted().input();
      var variables = data.variables(null, decision.state().context(), input, output);
      JsonNode result = data.apply(workflow.outputAs(), output, variables);
      decision.add(new ExecutionCompleted(decision.state().requireStarted().executionId(), result));
    } catch (ExpressionFault fault) {
      fault(ErrorTypes.expression(fault.getMessage(), "/output/as"));
    }
    return true;
  }

  private boolean within(TaskState task, Step step) {
    Nest nest = new Nest(task, step);
    return switch (step) {
      case Step.Do group -> {
        List<TaskState> children = decision.state().tasks().within(task.id());
        yield children.isEmpty()
            ? enter(nest, group.steps(), 0, task.input())
            : sequence(nest, group.steps(), children.getFirst());
      }
      case Step.Fork fork -> fork(task, fork);
      default -> false;
    };
  }

  private boolean fork(TaskState task, Step.Fork fork) {
    List<TaskState> children = decision.state().tasks().within(task.id());
    if (children.isEmpty()) {
      // All at once: a branch that is not there later was skipped.
      boolean any = false;
      for (Step branch : fork.branches()) {
        any |= decision.state().goesOn() && tasks.enter(task.id(), branch, task.input());
      }
      return any || join(task, fork, children);
    }
    for (TaskState child : children) {
      if (child.phase() == Phase.DONE && (fork.compete() || "end".equals(child.next()))) {
        return win(task, fork, child);
      }
    }
    boolean done = true;
    for (TaskState child : children) {
      if (child.phase() == Phase.ACTIVE
          && within(child, fork.branches().get(indexOf(fork.branches(), child.reference())))) {
        return true;
      }
      done &= child.phase() == Phase.DONE;
    }
    return done && join(task, fork, children);
  }

  /** One branch decides: it has won the race, or it has ended the workflow. */
  private boolean win(TaskState task, Step.Fork fork, TaskState winner) {
    cancel(decision.state().tasks().below(task.id()));
    JsonNode output = winner.output() == null ? task.input() : winner.output();
    tasks.complete(task, fork, output, "end".equals(winner.next()) ? "end" : null);
    return true;
  }

  /** The outputs in the order of the branches; a branch that was skipped gives its input. */
  private boolean join(TaskState task, Step.Fork fork, List<TaskState> children) {
    ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
    for (Step branch : fork.branches()) {
      JsonNode output = task.input();
      for (TaskState child : children) {
        if (child.reference().equals(branch.reference()) && child.output() != null) {
          output = child.output();
        }
      }
      outputs.add(output);
    }
    tasks.complete(task, fork, fork.compete() ? task.input() : outputs, null);
    return true;
  }

  void cancel(List<TaskState> open) {
    for (TaskState task : open) {
      if (task.isOpen()) {
        decision.add(
            new TaskCancelled(
                decision.state().requireStarted().executionId(), task.id(), task.reference()));
      }
    }
  }

  /** Records that a task failed; whoever goes on finds it and ends the execution. */
  void fail(TaskState task, ExecutionError error) {
    ExecutionError placed =
        error.instance() != null
            ? error
            : new ExecutionError(
                error.type(), error.status(), error.title(), error.detail(), task.reference());
    decision.add(
        new TaskFailed(
            decision.state().requireStarted().executionId(), task.id(), task.reference(), placed));
  }

  Step step(String reference) {
    return find(workflow.steps(), reference);
  }

  private static Step find(List<Step> steps, String reference) {
    for (Step step : steps) {
      if (step.reference().equals(reference)) {
        return step;
      }
      if (reference.startsWith(step.reference() + "/")) {
        if (step instanceof Step.Do group) {
          return find(group.steps(), reference);
        }
        if (step instanceof Step.Fork fork) {
          return find(fork.branches(), reference);
        }
      }
    }
    throw new IllegalStateException("The definition has no task " + reference);
  }

  private static int indexOf(List<Step> steps, String reference) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).reference().equals(reference)) {
        return i;
      }
    }
    throw new IllegalStateException("The definition has no task " + reference);
  }

  private static int indexOfName(List<Step> steps, String name) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("The definition has no task named " + name);
  }

  /** A task and what it is, where others are nested in it. */
  private record Nest(TaskState task, Step step) {}
}
