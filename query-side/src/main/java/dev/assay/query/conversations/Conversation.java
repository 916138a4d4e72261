package dev.assay.query.conversations;

import dev.assay.query.reading.MainRow;
import dev.assay.query.reading.OpenedText;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A conversation. */
@Entity
@Immutable
@Table(schema = "read_model", name = "conversations")
@AttributeOverride(name = "id", column = @Column(name = "conversation_id"))
class Conversation extends MainRow {
  String agent;

  @Convert(converter = OpenedText.class)
  @Nullable String title;

  String status;
}
