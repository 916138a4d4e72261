package dev.assay.sagas.conversationreply;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.conversation.ConversationCommand.FailReply;
import dev.assay.api.conversation.ConversationCommand.RecordReply;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.sagas.Coordination;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has an agent answer one message. Its wait is limited by the time limit of the agent.
 *
 * @param awaited null before the first event
 */
public record ConversationReplyProcess(@Nullable Awaited awaited)
    implements Coordination<ConversationReplyProcess> {

  /** The reply that is awaited, and from which run. */
  record Awaited(ConversationId conversation, MessageId message, AgentExecutionId execution) {}

  static final ConversationReplyProcess NEW = new ConversationReplyProcess(null);

  private static final int NORMAL_PRIORITY = 0;

  @Override
  public Decision<ConversationReplyProcess> on(UUID eventId, DomainEvent event) {
    return switch (event) {
      case ReplyRequested asked when awaited == null -> ask(asked);
      case Ended ended
          when awaited != null && awaited.execution().equals(ended.agentExecutionId()) ->
          over(reply(ended, awaited));
      default -> Decision.of(this);
    };
  }

  @Override
  public Decision<ConversationReplyProcess> onDeadline(String name, String detail) {
    return Decision.of(this);
  }

  @Override
  public Decision<ConversationReplyProcess> onRefusal(Object command, CommandRejected why) {
    if (!(command instanceof StartAgentExecution) || awaited == null) {
      return Decision.of(this);
    }
    return over(
        new FailReply(
            awaited.conversation(),
            awaited.message(),
            "The agent could not be started. " + why.getMessage()));
  }

  private static Decision<ConversationReplyProcess> ask(ReplyRequested asked) {
    AgentExecutionId execution = AgentExecutionId.writing(asked.messageId());
    return Decision.of(
        new ConversationReplyProcess(
            new Awaited(asked.conversationId(), asked.messageId(), execution)),
        new Step.Send(
            "agent",
            new StartAgentExecution(
                execution,
                asked.agent(),
                null,
                transcript(asked),
                null,
                NORMAL_PRIORITY,
                null,
                new WorkOwner(
                    WorkOwner.Kind.REPLY,
                    asked.conversationId().value(),
                    asked.messageId().toString()))));
  }

  private static ObjectNode transcript(ReplyRequested asked) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    ArrayNode messages = input.putArray("transcript");
    asked
        .transcript()
        .forEach(
            said ->
                messages
                    .addObject()
                    .put("role", said.speaker().name().toLowerCase(Locale.ROOT))
                    .put("text", said.text()));
    return input;
  }

  private static Object reply(Ended ended, Awaited awaited) {
    return switch (ended) {
      case AgentExecutionCompleted done ->
          new RecordReply(
              awaited.conversation(), awaited.message(), text(done.output()), awaited.execution());
      case AgentExecutionFailed failed ->
          new FailReply(
              awaited.conversation(),
              awaited.message(),
              "The agent failed (" + failed.code() + "): " + failed.message());
      case AgentExecutionCancelled cancelled ->
          new FailReply(
              awaited.conversation(),
              awaited.message(),
              "The agent was cancelled: " + cancelled.reason());
    };
  }

  private static String text(JsonNode output) {
    if (output.isString()) {
      return output.stringValue();
    }
    JsonNode text = output.get("text");
    return text != null && text.isString() ? text.stringValue() : output.toString();
  }

  private Decision<ConversationReplyProcess> over(Object command) {
    return Decision.of(this, new Step.Send("reply", command), new Step.End());
  }
}
