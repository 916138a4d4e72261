package dev.assay.query.validations;

import dev.assay.query.reading.MainRow;
import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A validation. */
@Entity
@Immutable
@Table(schema = "read_model", name = "validations")
@AttributeOverride(name = "id", column = @Column(name = "validation_id"))
class Validation extends MainRow {
  String status;

  @Convert(converter = OpenedJson.class)
  String content;

  @Convert(converter = OpenedText.class)
  String contentHash;

  @Convert(converter = OpenedJson.class)
  @Nullable String context;

  @Convert(converter = OpenedJson.class)
  String pipeline;

  String requestedBy;
  @Nullable UUID executionId;
  @Nullable UUID taskId;
  @Nullable Double score;
  @Nullable UUID reviewId;
  @Nullable String decision;

  @Convert(converter = OpenedJson.class)
  @Nullable String decidedContent;

  @Convert(converter = OpenedText.class)
  @Nullable String decidedHash;

  @Nullable String decidedBy;

  @Convert(converter = OpenedText.class)
  @Nullable String reason;

  @Nullable Instant endedAt;
}
