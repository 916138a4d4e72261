package dev.assay.query.validations;

import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import dev.assay.query.reading.PartRow;
import jakarta.persistence.Convert;
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

  @Convert(converter = OpenedJson.class)
  String content;

  @Convert(converter = OpenedText.class)
  String contentHash;

  @Nullable Boolean passed;
  @Nullable Double score;

  @Convert(converter = OpenedText.class)
  @Nullable String feedback;

  @Convert(converter = OpenedText.class)
  @Nullable String revisionFailure;

  @Nullable Instant endedAt;
}
