package dev.assay.sagas;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.process.ProcessManager;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.Settled;
import dev.assay.api.workflowexecution.ExecutionEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which process an event is for. All events of one process are handled in order; when one cannot
 * be, those that follow wait behind it, and no other process does.
 */
public final class Sequences {
  private Sequences() {}

  /** Null where the event is for no process of this process manager. */
  public static @Nullable UUID of(ProcessManager processManager, DomainEvent event) {
    return switch (processManager) {
      case VALIDATION_PIPELINE ->
          switch (event) {
            case ValidationEvent e -> e.validationId().value();
            case ReviewDecided e -> e.validationId().value();
            case Ended e -> e.forValidation();
            default -> null;
          };
      case EXECUTION_COORDINATION ->
          switch (event) {
            case ExecutionEvent e -> e.executionId().value();
            case Ended e -> e.forExecution();
            case Settled e -> e.originExecutionId();
            default -> null;
          };
      // A conversation's replies are processes of their own, but its events find them through it.
      case CONVERSATION_REPLY ->
          switch (event) {
            case ConversationEvent e -> e.conversationId().value();
            case Ended e -> e.forConversation();
            default -> null;
          };
      case TIME_LIMIT ->
          event instanceof AgentExecutionEvent e ? e.agentExecutionId().value() : null;
    };
  }
}
