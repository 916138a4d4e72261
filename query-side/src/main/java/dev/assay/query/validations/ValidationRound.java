package dev.assay.query.validations;

import dev.assay.query.reading.PartRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One round of a validation. */
@Entity
@Immutable
@Table(schema = "read_model", name = "validation_rounds")
class ValidationRound extends PartRow {
  UUID validationId;
  int round;
  String content;
  String contentHash;
  @Nullable Boolean passed;
  @Nullable Double score;
  @Nullable String feedback;
  @Nullable String revisionFailure;
  @Nullable Instant endedAt;
}
