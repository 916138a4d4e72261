package dev.assay.projections.conversationsearch;

import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.Id;
import dev.assay.api.keys.KeyEvent.DataKeysExpired;
import dev.assay.api.subject.SubjectEvent.SubjectErased;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;

/**
 * Fills {@code conversation_words} with the marks of words, and {@code forgotten} with those whose
 * marks are to go. The words themselves are in memory only, for the moment.
 */
public final class ConversationSearchProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.CONVERSATION_SEARCH;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    DomainEvent event = stored.event();
    return switch (event) {
      // The title has the id of the conversation in the place of a message's.
      case ConversationStarted e when e.title() != null ->
          List.of(words(stored, e.conversationId(), e.conversationId(), e.title()));
      case MessagePosted e ->
          List.of(words(stored, e.conversationId(), e.messageId(), e.content()));
      case ReplyRecorded e ->
          List.of(words(stored, e.conversationId(), e.messageId(), e.content()));
      case SubjectErased e -> List.of(forgotten(e.subject(), e.subjectId()));
      case DataKeysExpired e ->
          e.keys().stream().map(key -> forgotten(key.toString(), e.keyChangeId())).toList();
      default -> List.of();
    };
  }

  private static RowChange forgotten(String whose, Id saidBy) {
    return RowChange.upsert("forgotten").key("whose", whose).key("said_by", saidBy);
  }

  private static RowChange words(
      StoredEvent stored, Id conversation, Id message, String sealedText) {
    RowChange row =
        RowChange.upsert("conversation_words")
            .key("conversation_id", conversation)
            .key("message_id", message)
            .set("subject", stored.metadata().get(MetadataKeys.SUBJECT))
            .set("words", String.join(" ", stored.blindWords(sealedText)));
    String key = stored.dataKeyOf(sealedText);
    return key == null ? row : row.set("data_key", key);
  }
}
