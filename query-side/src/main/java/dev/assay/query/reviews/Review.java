package dev.assay.query.reviews;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A review with its content, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "reviews")
@AttributeOverride(name = "id", column = @Column(name = "review_id"))
class Review extends ReviewColumns {
  String content;
  String producers;
  @Nullable String reasonCode;
  @Nullable String comment;
  @Nullable String decidedContent;
}
