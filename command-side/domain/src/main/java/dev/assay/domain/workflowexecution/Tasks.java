package dev.assay.domain.workflowexecution;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.Uuids;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskFailed;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskKind;
import dev.assay.api.workflowexecution.TaskWork;
import dev.assay.domain.workflow.Step;
import dev.assay.domain.workflow.expression.ExpressionFault;
import dev.assay.domain.workflow.expression.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Begins and ends single tasks. An expression that fails makes its task fail. */
final class Tasks {
  /** How many tasks an execution may schedule in its life, retries included. */
  static final int MAX_TRANSITIONS = 10_000;

  /** How many tasks may follow from one command without anybody's work between them. */
  static final int MAX_AT_ONCE = 1_000;

  private final Decision decision;
  private final DataFlow data;
  private final ExecutionId execution;
  private final int priority;

  Tasks(Decision decision, DataFlow data) {
    this.decision = decision;
    this.data = data;
    this.execution = decision.state().requireStarted().executionId();
    this.priority = decision.state().requireStarted().priority();
  }

  /** Begins a task unless its condition says no; false where it is skipped. */
  boolean enter(@Nullable TaskId parent, Step step, JsonNode raw) {
    Place place = new Place(parent, decision.state().tasks().nextVisit(step.reference()), 1);
    if (step.header().condition() != null) {
      try {
        var variables = variables(step, null, null);
        if (!data.holds(step.header().condition(), raw, variables)) {
          return false;
        }
      } catch (ExpressionFault fault) {
        failed(place, step, raw, fault, "/if");
        return true;
      }
    }
    begin(place, step, raw);
    return true;
  }

  /** Begins a task again that failed or was cancelled: with the input it had. */
  void again(TaskState task, Step step) {
    Place place = new Place(task.parent(), task.visit(), task.attempt() + 1);
    String instance = task.error() == null ? null : task.error().instance();
    if ((task.reference() + "/if").equals(instance)) {
      conditionAgain(place, task, step);
    } else if ((task.reference() + "/input/from").equals(instance)) {
      begin(place, step, task.input());
    } else {
      run(place, step, task.input());
    }
  }

  private void conditionAgain(Place place, TaskState task, Step step) {
    try {
      var condition = step.header().condition();
      if (condition == null || data.holds(condition, task.input(), variables(step, null, null))) {
        begin(place, step, task.input());
      } else if (schedule(place, step, task.input(), null)) {
        decision.add(
            new TaskCompleted(
                execution, id(place, step), step.reference(), task.input(), null, null));
      }
    } catch (ExpressionFault fault) {
      failed(place, step, task.input(), fault, "/if");
    }
  }

  private void begin(Place place, Step step, JsonNode raw) {
    JsonNode input;
    try {
      input = data.apply(step.header().inputFrom(), raw, variables(step, raw, null));
    } catch (ExpressionFault fault) {
      failed(place, step, raw, fault, "/input/from");
      return;
    }
    run(place, step, input);
  }

  private void run(Place place, Step step, JsonNode input) {
    String part = "";
    try {
      switch (step) {
        case Step.CallAgent _, Step.CallValidate _ -> {
          part = "/with";
          schedule(place, step, input, work(step, input));
        }
        case Step.Do _, Step.Fork _ -> schedule(place, step, input, null);
        case Step.SetData set -> {
          part = "/set";
          JsonNode output = data.apply(set.data(), input, variables(step, input, null));
          done(place, step, input, output, null);
        }
        case Step.Switch choice -> {
          part = "/switch";
          done(place, step, input, input, chosen(choice, input));
        }
      }
    } catch (ExpressionFault fault) {
      failed(place, step, input, fault, part);
    }
  }

  private void done(
      Place place, Step step, JsonNode input, JsonNode output, @Nullable String next) {
    if (schedule(place, step, input, null)) {
      TaskState task = decision.state().open(id(place, step));
      if (task != null) {
        complete(task, step, output, next);
      }
    }
  }

  private @Nullable String chosen(Step.Switch choice, JsonNode input) {
    Map<String, JsonNode> variables = variables(choice, input, null);
    for (Step.Case one : choice.cases()) {
      if (one.when() == null || data.holds(one.when(), input, variables)) {
        return one.then();
      }
    }
    return null;
  }

  private TaskWork work(Step step, JsonNode input) {
    Map<String, JsonNode> variables = variables(step, input, null);
    return switch (step) {
      case Step.CallAgent call ->
          new TaskWork.RunAgent(
              call.agent(),
              call.version(),
              data.apply(call.input(), input, variables),
              optional(call.context(), input, variables));
      case Step.CallValidate call ->
          new TaskWork.Validate(
              data.apply(call.content(), input, variables),
              optional(call.context(), input, variables),
              pipeline(call, input, variables));
      default -> throw new IllegalStateException(step.reference() + " is nobody's work");
    };
  }

  private @Nullable JsonNode optional(
      @Nullable Template template, JsonNode input, Map<String, JsonNode> variables) {
    return template == null ? null : data.apply(template, input, variables);
  }

  private PipelineSpec pipeline(
      Step.CallValidate call, JsonNode input, Map<String, JsonNode> variables) {
    PipelineSpec written = call.pipeline();
    ProducerSpec producer = written.producer();
    if (producer == null || call.producerInput() == null) {
      return written;
    }
    return new PipelineSpec(
        written.validators(),
        written.policy(),
        written.maxRevisions(),
        written.onExhausted(),
        new ProducerSpec(
            producer.agent(),
            producer.version(),
            data.apply(call.producerInput(), input, variables),
            producer.outputPointer()),
        written.roundTimeoutSeconds(),
        written.reviewDueSeconds());
  }

  /**
   * Ends a task with its raw output, or makes it fail where transforming that fails.
   *
   * @param next where the flow goes on; null is where the task's own {@code then} says
   */
  void complete(TaskState task, Step step, JsonNode raw, @Nullable String next) {
    String part = "/output/as";
    try {
      var before = variables(step, task.input(), raw);
      JsonNode output = data.apply(step.header().outputAs(), raw, before);
      part = "/export/as";
      JsonNode context = null;
      if (step.header().exportAs() != null) {
        var after = variables(step, task.input(), output);
        context = data.apply(step.header().exportAs(), output, after);
      }
      decision.add(
          new TaskCompleted(
              execution,
              task.id(),
              step.reference(),
              output,
              context != null && context.isNull() ? JsonNodeFactory.instance.objectNode() : context,
              directive(next == null ? step.header().then() : next)));
    } catch (ExpressionFault fault) {
      String at = step.reference() + part;
      decision.add(
          new TaskFailed(
              execution,
              task.id(),
              step.reference(),
              ErrorTypes.expression(fault.getMessage(), at)));
    }
  }

  private static @Nullable String directive(String then) {
    return then.equals("continue") ? null : then;
  }

  private void failed(Place place, Step step, JsonNode input, ExpressionFault fault, String part) {
    if (schedule(place, step, input, null)) {
      decision.add(
          new TaskFailed(
              execution,
              id(place, step),
              step.reference(),
              ErrorTypes.expression(fault.getMessage(), step.reference() + part)));
    }
  }

  /** Schedules a task, or ends the execution where there are too many. */
  private boolean schedule(Place place, Step step, JsonNode input, @Nullable TaskWork work) {
    String excess = excess();
    if (excess != null) {
      decision.add(
          new ExecutionFaulted(execution, ErrorTypes.tooManyTasks(excess, step.reference())));
      return false;
    }
    decision.add(
        new TaskScheduled(
            execution,
            id(place, step),
            place.parent(),
            step.reference(),
            step.name(),
            kind(step),
            place.attempt(),
            input,
            work,
            priority));
    return true;
  }

  private @Nullable String excess() {
    if (decision.state().transitions() >= MAX_TRANSITIONS) {
      return "Expected at most " + MAX_TRANSITIONS + " tasks in an execution, but there are more";
    }
    if (decision.scheduled() >= MAX_AT_ONCE) {
      return "Expected at most "
          + MAX_AT_ONCE
          + " tasks without work between them, but there are more";
    }
    if (decision.data() > Decision.MAX_DATA) {
      return "Expected tasks without work between them to carry at most 8 MiB, but they carry more";
    }
    return null;
  }

  private Map<String, JsonNode> variables(
      Step step, @Nullable JsonNode input, @Nullable JsonNode output) {
    return data.variables(step, decision.state().context(), input, output);
  }

  private TaskId id(Place place, Step step) {
    return new TaskId(
        Uuids.derived(
            execution.value(),
            "task",
            step.reference(),
            Integer.toString(place.visit()),
            Integer.toString(place.attempt())));
  }

  private static TaskKind kind(Step step) {
    return switch (step) {
      case Step.Do _ -> TaskKind.DO;
      case Step.SetData _ -> TaskKind.SET;
      case Step.Fork _ -> TaskKind.FORK;
      case Step.Switch _ -> TaskKind.SWITCH;
      case Step.CallAgent _ -> TaskKind.AGENT;
      case Step.CallValidate _ -> TaskKind.VALIDATE;
    };
  }

  /** Where a task begins, and which time. */
  private record Place(@Nullable TaskId parent, int visit, int attempt) {}
}
