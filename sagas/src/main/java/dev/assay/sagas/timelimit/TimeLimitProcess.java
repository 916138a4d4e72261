package dev.assay.sagas.timelimit;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.sagas.Coordination;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.util.UUID;

/**
 * Ends an agent execution at its deadline if it has not ended by itself. It has no state: all it
 * needs is in the one durable reminder that each execution has.
 */
public record TimeLimitProcess() implements Coordination<TimeLimitProcess> {
  static final String DEADLINE = "agent-execution";

  @Override
  public Decision<TimeLimitProcess> on(UUID eventId, DomainEvent event) {
    return switch (event) {
      case AgentExecutionStarted started ->
          Decision.of(
              this,
              new Step.RemindAt(
                  DEADLINE, started.agentExecutionId().toString(), started.deadline()));
      case Ended ended -> Decision.of(this, new Step.End());
      default -> Decision.of(this);
    };
  }

  @Override
  public Decision<TimeLimitProcess> onDeadline(String name, String detail) {
    return Decision.of(
        this,
        new Step.Send(DEADLINE, new TimeOutAgentExecution(AgentExecutionId.of(detail))),
        new Step.End());
  }

  @Override
  public Decision<TimeLimitProcess> onRefusal(Object command, CommandRejected why) {
    return Decision.of(this);
  }
}
