package dev.assay.query.reviews;

import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
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

  @Convert(converter = OpenedJson.class)
  String content;

  String producers;
  @Nullable String reasonCode;

  @Convert(converter = OpenedText.class)
  @Nullable String comment;

  @Convert(converter = OpenedJson.class)
  @Nullable String decidedContent;
}
