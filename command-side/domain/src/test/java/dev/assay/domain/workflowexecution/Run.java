package dev.assay.domain.workflowexecution;

import static dev.assay.domain.Json.json;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflowexecution.ExecutionCommand.CancelExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionCommand.MarkTaskWaiting;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.api.workflowexecution.ExecutionError;
import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.WorkflowCompiler;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Runs one execution in memory, as the aggregate would: every event goes through evolve. */
final class Run {
  static final ExecutionId ID = ExecutionId.of("018f0000-0000-7000-8000-000000000001");
  static final WorkflowId WORKFLOW = WorkflowId.of("018f0000-0000-7000-8000-000000000002");

  static final String HEAD =
      """
      document: {dsl: '1.0.0', namespace: examples, name: run, version: 1.0.0}
      """;

  final List<ExecutionEvent> events = new ArrayList<>();
  ExecutionState state = ExecutionState.NONE;

  /** The tasks of a workflow as YAML; the input as JSON with single quotes. */
  static Run of(String tasks, String input) {
    return of(registered(HEAD + tasks), json(input));
  }

  static Run of(WorkflowVersionRegistered version, JsonNode input) {
    Run run = new Run();
    run.add(ExecutionDecisions.start(run.state, start(input), version));
    return run;
  }

  static StartExecution start(JsonNode input) {
    return new StartExecution(ID, WORKFLOW, null, input, 3, null);
  }

  static WorkflowVersionRegistered registered(String text) {
    CompiledWorkflow compiled = WorkflowCompiler.compile(text, WorkflowCompiler.YAML).required();
    return new WorkflowVersionRegistered(
        WORKFLOW,
        compiled.namespace(),
        compiled.name(),
        compiled.version(),
        compiled.contentHash(),
        text,
        WorkflowCompiler.YAML,
        compiled.definition());
  }

  List<ExecutionEvent> add(List<ExecutionEvent> decided) {
    for (ExecutionEvent event : decided) {
      state = state.after(event);
      events.add(event);
    }
    return decided;
  }

  /** The latest task of this name. */
  TaskId task(String name) {
    for (ExecutionEvent event : events.reversed()) {
      if (event instanceof TaskScheduled scheduled && scheduled.name().equals(name)) {
        return scheduled.taskId();
      }
    }
    throw new AssertionError("Expected a task " + name + ", but none was scheduled");
  }

  Run complete(String name, String output) {
    add(ExecutionDecisions.complete(state, new CompleteTask(ID, task(name), json(output))));
    return this;
  }

  Run fail(String name) {
    ExecutionError error =
        new ExecutionError("https://example.com/broken", 500, "Broken", null, null);
    add(ExecutionDecisions.fail(state, new FailTask(ID, task(name), error)));
    return this;
  }

  Run waiting(String name) {
    add(ExecutionDecisions.waiting(state, new MarkTaskWaiting(ID, task(name), "review")));
    return this;
  }

  Run pause() {
    add(ExecutionDecisions.pause(state, ID));
    return this;
  }

  Run resume() {
    add(ExecutionDecisions.resume(state, ID));
    return this;
  }

  Run retry() {
    add(ExecutionDecisions.retry(state, ID));
    return this;
  }

  Run timeOut() {
    add(ExecutionDecisions.timeOut(state));
    return this;
  }

  Run cancel() {
    add(ExecutionDecisions.cancel(state, new CancelExecution(ID, "no longer needed")));
    return this;
  }

  /** What happened, one word each, such as {@code draft:scheduled}. */
  List<String> story() {
    return events.stream().map(Run::told).toList();
  }

  private static String told(ExecutionEvent event) {
    return switch (event) {
      case TaskScheduled e -> e.name() + ":scheduled" + (e.attempt() > 1 ? "#" + e.attempt() : "");
      case ExecutionEvent.TaskCompleted e -> name(e.reference()) + ":completed";
      case ExecutionEvent.TaskFailed e -> name(e.reference()) + ":failed";
      case ExecutionEvent.TaskCancelled e -> name(e.reference()) + ":cancelled";
      case ExecutionEvent.TaskWaiting _ -> "waiting";
      default -> event.getClass().getSimpleName().replace("Execution", "");
    };
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  JsonNode output() {
    return events.getLast() instanceof ExecutionCompleted completed
        ? completed.output()
        : json("'not completed'");
  }

  ExecutionError error() {
    return ((ExecutionFaulted) events.getLast()).error();
  }
}
