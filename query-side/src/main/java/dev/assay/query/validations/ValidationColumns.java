package dev.assay.query.validations;

import dev.assay.query.reading.MainRow;
import dev.assay.query.reading.OpenedText;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of a validation that a list shows: all but the documents. */
@MappedSuperclass
abstract class ValidationColumns extends MainRow {
  String status;

  @Convert(converter = OpenedText.class)
  String contentHash;

  String requestedBy;
  @Nullable UUID executionId;
  @Nullable UUID taskId;
  int rounds;
  @Nullable Double score;
  @Nullable UUID reviewId;
  @Nullable String decision;

  @Convert(converter = OpenedText.class)
  @Nullable String decidedHash;

  @Nullable String decidedBy;

  @Convert(converter = OpenedText.class)
  @Nullable String reason;

  @Nullable Instant endedAt;
}
