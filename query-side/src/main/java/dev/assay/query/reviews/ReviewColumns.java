package dev.assay.query.reviews;

import dev.assay.query.reading.MainRow;
import dev.assay.query.reading.OpenedText;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of a review that a list shows: all but the content. */
@MappedSuperclass
abstract class ReviewColumns extends MainRow {
  UUID validationId;
  String status;

  @Convert(converter = OpenedText.class)
  String contentHash;

  @Convert(converter = OpenedText.class)
  String reason;

  Instant dueAt;
  boolean overdue;
  @Nullable String decision;
  @Nullable String reviewer;
  @Nullable Instant endedAt;

  @Nullable Instant decidedAt() {
    return decision == null ? null : endedAt;
  }

  /** When it was closed without a decision. */
  @Nullable Instant closedAt() {
    return decision == null ? endedAt : null;
  }
}
