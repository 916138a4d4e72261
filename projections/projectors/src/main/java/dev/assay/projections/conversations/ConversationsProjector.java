package dev.assay.projections.conversations;

import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyFailed;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.id.MessageId;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;

/** Fills {@code conversations} and {@code conversation_messages}. */
public final class ConversationsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.CONVERSATIONS;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    return switch ((ConversationEvent) stored.event()) {
      case ConversationStarted e ->
          List.of(
              RowChange.upsert("conversations")
                  .key("conversation_id", e.conversationId())
                  .set("agent", e.agent())
                  .set("title", e.title())
                  .set("status", "OPEN"));
      case MessagePosted e ->
          List.of(
              conversation(e),
              newMessage(e, e.messageId())
                  .set("speaker", "USER")
                  .set("author", e.author())
                  .set("status", "POSTED")
                  .set("content", e.content()));
      case ReplyRequested e ->
          List.of(
              conversation(e).set("status", "REPLYING"),
              newMessage(e, e.messageId())
                  .set("speaker", "ASSISTANT")
                  .set("author", e.agent())
                  .set("status", "REQUESTED")
                  .set("in_reply_to", e.inReplyTo()));
      case ReplyRecorded e ->
          List.of(
              conversation(e).set("status", "OPEN"),
              message(e, e.messageId())
                  .set("status", "RECORDED")
                  .set("content", e.content())
                  .set("agent_execution_id", e.agentExecutionId()));
      case ReplyFailed e ->
          List.of(
              conversation(e).set("status", "OPEN"),
              message(e, e.messageId()).set("status", "FAILED").set("failure", e.reason()));
    };
  }

  private static RowChange conversation(ConversationEvent e) {
    return RowChange.update("conversations").key("conversation_id", e.conversationId());
  }

  private static RowChange newMessage(ConversationEvent e, MessageId messageId) {
    return RowChange.upsert("conversation_messages")
        .key("conversation_id", e.conversationId())
        .key("message_id", messageId);
  }

  private static RowChange message(ConversationEvent e, MessageId messageId) {
    return RowChange.update("conversation_messages")
        .key("conversation_id", e.conversationId())
        .key("message_id", messageId);
  }
}
