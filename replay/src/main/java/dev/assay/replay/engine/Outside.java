package dev.assay.replay.engine;

import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.conversation.ConversationCommand.PostMessage;
import dev.assay.api.conversation.ConversationCommand.StartConversation;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.id.Uuids;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewCommand.DecideReview;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.workflowexecution.ExecutionCommand.CancelExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.PauseExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.ResumeExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.RetryExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionPaused;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionResumed;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that people or model workers sent, as the events that came of it tell.
 *
 * @param kind what it is an input of: a start, a model's answer, a person's decision, a control
 */
public record Outside(String kind, Object command) {
  /** Null where such an append never comes from outside. */
  public static @Nullable Outside of(Append append) {
    RecordedEvent first = append.first();
    return switch (first.event()) {
      case ExecutionStarted e ->
          new Outside(
              "start",
              new StartExecution(
                  e.executionId(),
                  e.workflowId(),
                  e.version(),
                  e.input(),
                  e.priority(),
                  e.deadline()));
      case AgentExecutionStarted e when append.hasNoCause() ->
          new Outside(
              "start",
              new StartAgentExecution(
                  e.agentExecutionId(),
                  e.agent(),
                  e.agentVersion(),
                  e.input(),
                  e.context(),
                  e.priority(),
                  e.deadline(),
                  e.owner()));
      case ValidationRequested e when append.hasNoCause() ->
          new Outside(
              "start",
              new RequestValidation(
                  e.validationId(),
                  e.content(),
                  e.context(),
                  e.pipeline(),
                  e.priority(),
                  e.origin()));
      case ConversationStarted e ->
          new Outside("start", new StartConversation(e.conversationId(), e.agent(), e.title()));
      case MessagePosted e ->
          new Outside("message", new PostMessage(e.conversationId(), e.messageId(), e.content()));
      case ModelCallAnswered e ->
          new Outside(
              "model answer",
              new RecordModelAnswer(
                  e.agentExecutionId(), e.requestId(), lease(first), true, e.answer()));
      case ModelAnswerArrivedLate e ->
          new Outside(
              "late model answer",
              new RecordModelAnswer(
                  e.agentExecutionId(), e.requestId(), e.leaseId(), false, e.answer()));
      case ModelCallFailed e ->
          new Outside(
              "model failure",
              new RecordModelFailure(
                  e.agentExecutionId(), e.requestId(), lease(first), e.failure()));
      case ReviewDecided e ->
          new Outside(
              "review decision",
              new DecideReview(
                  e.reviewId(),
                  e.decision(),
                  e.contentHash(),
                  e.reasonCode(),
                  e.comment(),
                  e.content()));
      case ExecutionPaused e -> new Outside("control", new PauseExecution(e.executionId()));
      case ExecutionResumed e -> new Outside("control", new ResumeExecution(e.executionId()));
      case ExecutionRetried e -> new Outside("control", new RetryExecution(e.executionId()));
      case ExecutionCancelled e ->
          new Outside("control", new CancelExecution(e.executionId(), e.reason()));
      case TaskCancelled e -> cancelled(append, e);
      case AgentExecutionCancelled e ->
          new Outside("control", new CancelAgentExecution(e.agentExecutionId(), e.reason()));
      default -> null;
    };
  }

  private static @Nullable Outside cancelled(Append append, TaskCancelled event) {
    return append.events().getLast().event() instanceof ExecutionCancelled end
        ? new Outside("control", new CancelExecution(event.executionId(), end.reason()))
        : null;
  }

  /** An answer that counted has no lease in the record; any that no other answer has will do. */
  private static UUID lease(RecordedEvent first) {
    return Uuids.derived(first.eventId(), "replay", "lease");
  }
}
