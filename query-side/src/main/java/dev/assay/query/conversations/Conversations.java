package dev.assay.query.conversations;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Conversations. */
interface Conversations
    extends Repository<Conversation, UUID>, JpaSpecificationExecutor<Conversation> {
  Optional<Conversation> findById(UUID id);

  List<Conversation> findByIdIn(Collection<UUID> ids);

  /** Their messages, the newest first. */
  interface Messages extends Repository<Message, Long> {
    List<Message> findByConversationIdOrderByCreatedPositionDesc(UUID id, Limit limit);

    List<Message> findByConversationIdInAndMessageIdIn(
        Collection<UUID> conversationIds, Collection<UUID> messageIds);
  }
}
