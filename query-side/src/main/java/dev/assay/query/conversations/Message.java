package dev.assay.query.conversations;

import dev.assay.query.reading.OpenedText;
import dev.assay.query.reading.PartRow;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A message of a conversation. */
@Entity
@Immutable
@Table(schema = "read_model", name = "conversation_messages")
class Message extends PartRow {
  UUID conversationId;
  UUID messageId;
  String speaker;
  String author;
  String status;

  @Convert(converter = OpenedText.class)
  @Nullable String content;

  @Nullable UUID inReplyTo;
  @Nullable UUID agentExecutionId;

  @Convert(converter = OpenedText.class)
  @Nullable String failure;
}
