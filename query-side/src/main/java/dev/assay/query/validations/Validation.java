package dev.assay.query.validations;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
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
  String content;
  String contentHash;
  @Nullable String context;
  String pipeline;
  String requestedBy;
  @Nullable UUID executionId;
  @Nullable UUID taskId;
  @Nullable Double score;
  @Nullable UUID reviewId;
  @Nullable String decision;
  @Nullable String decidedContent;
  @Nullable String decidedHash;
  @Nullable String decidedBy;
  @Nullable String reason;
  @Nullable Instant endedAt;
}
