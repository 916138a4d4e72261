package dev.assay.replay.whatif;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For which task everything of a run is done. */
final class Places {
  private static final String NOWHERE = "";

  private final Map<TaskId, String> tasks = new HashMap<>();
  private final Map<ValidationId, String> validations = new HashMap<>();
  private final Map<AgentExecutionId, AgentExecutionStarted> agents = new HashMap<>();

  void see(DomainEvent event) {
    switch (event) {
      case TaskScheduled e -> tasks.put(e.taskId(), e.reference());
      case ValidationRequested e when e.origin() != null ->
          validations.put(
              e.validationId(),
              tasks.getOrDefault(Objects.requireNonNull(e.origin()).taskId(), NOWHERE));
      case AgentExecutionStarted e -> agents.put(e.agentExecutionId(), e);
      default -> {}
    }
  }

  /** The reference of the task that waits for a validation; empty where none does. */
  String ofValidation(ValidationId validation) {
    return validations.getOrDefault(validation, NOWHERE);
  }

  /** The name of the agent; empty where nothing is known of the run. */
  String agentOf(AgentExecutionId execution) {
    AgentExecutionStarted started = agents.get(execution);
    return started == null ? NOWHERE : started.agent();
  }

  /** The task that an agent works for, and the validator or revision where it is for one. */
  String ofAgent(AgentExecutionId execution) {
    AgentExecutionStarted started = agents.get(execution);
    WorkOwner owner = started == null ? null : started.owner();
    return owner == null ? NOWHERE : of(owner);
  }

  private String of(WorkOwner owner) {
    return switch (owner.kind()) {
      case TASK -> tasks.getOrDefault(TaskId.of(owner.reference()), NOWHERE);
      case JUDGE, REVISION -> within(ofValidation(new ValidationId(owner.id())), owner);
      case REPLY -> NOWHERE;
    };
  }

  private static String within(@Nullable String task, WorkOwner owner) {
    return task + " " + owner.reference();
  }
}
