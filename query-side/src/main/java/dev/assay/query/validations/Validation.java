package dev.assay.query.validations;

import dev.assay.query.reading.OpenedJson;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A validation with its documents, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "validations")
@AttributeOverride(name = "id", column = @Column(name = "validation_id"))
class Validation extends ValidationColumns {

  @Convert(converter = OpenedJson.class)
  String content;

  @Convert(converter = OpenedJson.class)
  @Nullable String context;

  @Convert(converter = OpenedJson.class)
  String pipeline;

  @Convert(converter = OpenedJson.class)
  @Nullable String decidedContent;
}
