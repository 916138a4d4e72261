package dev.assay.api.conversation;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in a conversation. */
public sealed interface ConversationEvent extends DomainEvent {
  ConversationId conversationId();

  @EventName("conversation.started")
  record ConversationStarted(
      ConversationId conversationId, @Clear String agent, @Personal @Nullable String title)
      implements ConversationEvent {}

  @EventName("conversation.message-posted")
  record MessagePosted(
      ConversationId conversationId,
      MessageId messageId,
      @Personal String content,
      @Clear String author)
      implements ConversationEvent {}

  /**
   * The agent is to answer {@code inReplyTo} under the message id {@code messageId}.
   *
   * @param transcript the messages it is given, the oldest first, the one to answer last
   */
  @EventName("conversation.reply-requested")
  record ReplyRequested(
      ConversationId conversationId,
      MessageId messageId,
      MessageId inReplyTo,
      @Clear String agent,
      List<ModelMessage> transcript)
      implements ConversationEvent {}

  @EventName("conversation.reply-recorded")
  record ReplyRecorded(
      ConversationId conversationId,
      MessageId messageId,
      MessageId inReplyTo,
      @Personal String content,
      AgentExecutionId agentExecutionId)
      implements ConversationEvent {}

  @EventName("conversation.reply-failed")
  record ReplyFailed(ConversationId conversationId, MessageId messageId, @Personal String reason)
      implements ConversationEvent {}
}
