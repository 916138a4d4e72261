package dev.assay.eventstore.testing;

import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.Uuids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Conversations that say little, to fill a store with. */
public final class TestEvents {
  private TestEvents() {}

  /** The event of a conversation at a sequence: it starts at 0 and then has messages. */
  public static DomainEvent event(UUID aggregate, long sequence) {
    ConversationId id = new ConversationId(aggregate);
    return sequence == 0
        ? new ConversationStarted(id, "assistant", null)
        : new MessagePosted(id, new MessageId(Uuids.next()), "message " + sequence, "someone");
  }

  /** {@code count} messages from a sequence on, all with the same metadata. */
  public static List<DomainEventMessage<?>> messages(
      UUID aggregate, long firstSequence, int count, Map<String, String> metadata) {
    return LongStream.range(firstSequence, firstSequence + count)
        .<DomainEventMessage<?>>mapToObj(
            sequence ->
                new GenericDomainEventMessage<>(
                    "Conversation",
                    aggregate.toString(),
                    sequence,
                    event(aggregate, sequence),
                    metadata))
        .toList();
  }
}
