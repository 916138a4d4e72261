package dev.assay.query.conversations;

import dev.assay.eventstore.seal.BlindWords;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.TenantReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds conversations by the words of their titles and messages, which lie sealed. Marks of words
 * lead to texts; those are opened and looked at, since two words may have the same mark.
 */
final class ConversationSearch {
  /** Only the newest texts that have the words are looked at. */
  static final int MOST_TEXTS = 1_000;

  private static final int MOST_WORDS = 20;

  private record Found(UUID conversation, UUID message) {}

  private final JdbcTemplate jdbc;
  private final Sealing sealing;
  private final Conversations conversations;
  private final Conversations.Messages messages;

  /**
   * @param jdbc of the reader role
   */
  ConversationSearch(
      JdbcTemplate jdbc,
      Sealing sealing,
      Conversations conversations,
      Conversations.Messages messages) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.conversations = conversations;
    this.messages = messages;
  }

  /** Conversations where the title or one message has all words. Within {@link TenantReader}. */
  Specification<Conversation> with(String query) {
    Set<String> words = BlindWords.of(query);
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      throw Filters.refused(
          "query",
          "Expected query to have 1 to %d words, but it has %d"
              .formatted(MOST_WORDS, words.size()));
    }
    Collection<UUID> ids = find(words);
    return (root, asked, where) -> root.get("id").in(ids);
  }

  private Set<UUID> find(Set<String> words) {
    List<Found> candidates = candidates(words);
    Set<UUID> of = new HashSet<>();
    Set<UUID> texts = new HashSet<>();
    candidates.forEach(
        it -> {
          of.add(it.conversation());
          texts.add(it.message());
        });
    Set<UUID> found = new HashSet<>();
    for (Message message : messages.findByConversationIdInAndMessageIdIn(of, texts)) {
      if (message.content != null && BlindWords.of(message.content).containsAll(words)) {
        found.add(message.conversationId);
      }
    }
    texts.retainAll(of);
    for (Conversation conversation : conversations.findByIdIn(texts)) {
      if (conversation.title != null && BlindWords.of(conversation.title).containsAll(words)) {
        found.add(conversation.id());
      }
    }
    return found;
  }

  private List<Found> candidates(Set<String> words) {
    List<String> marks = sealing.wordMarks(TenantReader.tenant().value(), words);
    return jdbc.query(
        "SELECT conversation_id, message_id FROM read_model.messages_with(?::text[], ?)",
        (row, index) ->
            new Found(
                Objects.requireNonNull(row.getObject(1, UUID.class)),
                Objects.requireNonNull(row.getObject(2, UUID.class))),
        marks.toArray(String[]::new),
        MOST_TEXTS);
  }
}
