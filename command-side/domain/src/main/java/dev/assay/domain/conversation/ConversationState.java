package dev.assay.domain.conversation;

import static dev.assay.domain.conversation.ConversationStatus.AWAITING_REPLY;
import static dev.assay.domain.conversation.ConversationStatus.OPEN;
import static dev.assay.domain.conversation.ConversationStatus.POSTED;

import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyFailed;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.id.MessageId;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.domain.LifeCycle;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a conversation add up to.
 *
 * @param posted ids of all messages of people
 * @param settled ids of all replies that came or failed
 * @param pending the reply that is waited for; null when none is
 */
record ConversationState(
    ConversationStatus status,
    ConversationStarted started,
    Transcript transcript,
    Set<MessageId> posted,
    Set<MessageId> settled,
    @Nullable ReplyRequested pending) {

  static final LifeCycle<ConversationStatus> LIFE_CYCLE =
      LifeCycle.of("Conversation", ConversationStatus.class)
          .starting(ConversationStarted.class, OPEN)
          .on(OPEN, MessagePosted.class, POSTED)
          .on(POSTED, ReplyRequested.class, AWAITING_REPLY)
          .on(AWAITING_REPLY, ReplyRecorded.class, OPEN)
          .on(AWAITING_REPLY, ReplyFailed.class, OPEN)
          .build();

  ConversationState {
    posted = Set.copyOf(posted);
    settled = Set.copyOf(settled);
  }

  static ConversationState of(ConversationStarted event) {
    return new ConversationState(
        LIFE_CYCLE.after(null, event), event, Transcript.EMPTY, Set.of(), Set.of(), null);
  }

  /** The one way in which events change it; only the creating event finds none. */
  static ConversationState evolved(@Nullable ConversationState state, ConversationEvent event) {
    if (state != null) {
      return state.after(event);
    }
    if (event instanceof ConversationStarted started) {
      return of(started);
    }
    throw new IllegalStateException("Expected a history that begins with ConversationStarted");
  }

  ConversationState after(ConversationEvent event) {
    ConversationStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case ConversationStarted e -> of(e);
      case MessagePosted e ->
          new ConversationState(
              next,
              started,
              transcript.plus(Speaker.USER, e.content()),
              with(posted, e.messageId()),
              settled,
              null);
      case ReplyRequested e -> new ConversationState(next, started, transcript, posted, settled, e);
      case ReplyRecorded e ->
          new ConversationState(
              next,
              started,
              transcript.plus(Speaker.ASSISTANT, e.content()),
              posted,
              with(settled, e.messageId()),
              null);
      case ReplyFailed e ->
          new ConversationState(
              next, started, transcript, posted, with(settled, e.messageId()), null);
    };
  }

  private static Set<MessageId> with(Set<MessageId> ids, MessageId id) {
    Set<MessageId> all = new HashSet<>(ids);
    all.add(id);
    return all;
  }
}
