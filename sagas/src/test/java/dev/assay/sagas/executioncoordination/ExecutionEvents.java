package dev.assay.sagas.executioncoordination;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.validation.CombinationPolicy;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskKind;
import dev.assay.api.workflowexecution.TaskWork;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Events of one workflow execution as tests need them. */
final class ExecutionEvents {
  static final ExecutionId EXECUTION = ExecutionId.of("01980000-0000-7000-8000-0000000000c1");
  static final TaskId TASK = TaskId.of("01980000-0000-7000-8000-0000000000d1");
  static final ValidationOrigin ORIGIN = new ValidationOrigin(EXECUTION, TASK);
  static final PipelineSpec PIPELINE =
      new PipelineSpec(
          List.of(new ValidatorSpec("length", ValidatorKind.LENGTH, json("{}"), 1, OnFail.REJECT)),
          CombinationPolicy.EVERY_ONE,
          0,
          OnFail.REJECT,
          null,
          60,
          3600);

  private ExecutionEvents() {}

  static JsonNode json(String text) {
    return EventJson.mapper().readTree(text);
  }

  static ExecutionStarted started() {
    return new ExecutionStarted(
        EXECUTION,
        WorkflowId.of("01980000-0000-7000-8000-0000000000e1"),
        "examples",
        "brief",
        "1.0.0",
        "sha256:0",
        json("{}"),
        json("{}"),
        3,
        Instant.parse("2030-01-01T00:00:00Z"));
  }

  static TaskScheduled anAgentTask() {
    return scheduled(
        TaskKind.AGENT,
        new TaskWork.RunAgent("summariser", 2, json("{\"document\": \"log\"}"), null));
  }

  static TaskScheduled aValidateTask() {
    return scheduled(
        TaskKind.VALIDATE, new TaskWork.Validate(json("\"text\""), json("\"context\""), PIPELINE));
  }

  static TaskScheduled aTaskOfItsOwn() {
    return new TaskScheduled(
        EXECUTION, TASK, null, "/do/0/set", "set", TaskKind.SET, 1, json("{}"), null, 3);
  }

  private static TaskScheduled scheduled(TaskKind kind, TaskWork work) {
    return new TaskScheduled(
        EXECUTION, TASK, null, "/do/0/draft", "draft", kind, 1, json("{}"), work, 3);
  }

  static AgentExecutionCompleted completed(AgentExecutionId id) {
    return new AgentExecutionCompleted(
        id, "summariser", 2, json("{\"text\": \"brief\"}"), 1, 1, BigDecimal.ZERO, owner());
  }

  static AgentExecutionFailed failed(AgentExecutionId id, String code) {
    return new AgentExecutionFailed(id, "summariser", code, "No model answered", owner());
  }

  static AgentExecutionCancelled cancelled(AgentExecutionId id) {
    return new AgentExecutionCancelled(id, "summariser", "not wanted", owner());
  }

  private static WorkOwner owner() {
    return new WorkOwner(WorkOwner.Kind.TASK, EXECUTION.value(), TASK.toString());
  }
}
