package dev.assay.query.executions;

import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An execution with its documents, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "executions")
@AttributeOverride(name = "id", column = @Column(name = "execution_id"))
class Execution extends ExecutionColumns {

  @Convert(converter = OpenedJson.class)
  String input;

  @Convert(converter = OpenedJson.class)
  @Nullable String output;

  @Convert(converter = OpenedJson.class)
  @Nullable String error;

  @Convert(converter = OpenedText.class)
  @Nullable String cancelReason;
}
