package dev.assay.sagas.executioncoordination;

import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskWork;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a scheduled task asks of others, and the output that a validation gives its task. */
final class TaskOrders {
  private static final String PROCESS = "execution-coordination";

  private TaskOrders() {}

  /** Null where the execution does the task by itself. */
  static @Nullable TaskAtWork of(UUID eventId, TaskScheduled scheduled) {
    UUID id = Uuids.derived(eventId, PROCESS, scheduled.taskId().toString());
    return switch (scheduled.work()) {
      case null -> null;
      case TaskWork.RunAgent run ->
          new TaskAtWork(scheduled.taskId(), scheduled.reference(), new AgentExecutionId(id), null);
      case TaskWork.Validate validate ->
          new TaskAtWork(scheduled.taskId(), scheduled.reference(), null, new ValidationId(id));
    };
  }

  /** The command that has the work of {@link #of} done. */
  static Object command(TaskAtWork task, TaskScheduled scheduled) {
    AgentExecutionId agentExecution = task.agentExecution();
    ValidationId validation = task.validation();
    if (scheduled.work() instanceof TaskWork.RunAgent run && agentExecution != null) {
      return new StartAgentExecution(
          agentExecution,
          run.agent(),
          run.version(),
          run.input(),
          run.context(),
          scheduled.priority(),
          null,
          new WorkOwner(
              WorkOwner.Kind.TASK, scheduled.executionId().value(), scheduled.taskId().toString()));
    }
    if (scheduled.work() instanceof TaskWork.Validate validate && validation != null) {
      return new RequestValidation(
          validation,
          validate.content(),
          validate.context(),
          validate.pipeline(),
          scheduled.priority(),
          new ValidationOrigin(scheduled.executionId(), scheduled.taskId()));
    }
    throw new IllegalArgumentException("Expected a task with work, but got " + scheduled.name());
  }

  static ObjectNode outputOf(ValidationAccepted accepted) {
    ObjectNode output = output("ACCEPTED", accepted.content(), accepted.score());
    output.put("rounds", accepted.rounds());
    output.put("validationId", accepted.validationId().toString());
    if (accepted.decidedBy() != null) {
      output.put("decidedBy", accepted.decidedBy());
    }
    return output;
  }

  static ObjectNode outputOf(ValidationRejected rejected) {
    ObjectNode output = output("REJECTED", rejected.content(), rejected.score());
    output.put("rounds", rejected.rounds());
    output.put("reason", rejected.reason());
    output.put("validationId", rejected.validationId().toString());
    if (rejected.decidedBy() != null) {
      output.put("decidedBy", rejected.decidedBy());
    }
    return output;
  }

  private static ObjectNode output(String decision, JsonNode content, double score) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("decision", decision);
    output.set("content", content);
    output.put("score", score);
    return output;
  }
}
