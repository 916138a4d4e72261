package dev.assay.query.validations;

import dev.assay.query.reading.OpenedJson;
import dev.assay.query.reading.OpenedText;
import dev.assay.query.reading.PartRow;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What one validator said in one round. */
@Entity
@Immutable
@Table(schema = "read_model", name = "validation_verdicts")
class ValidationVerdict extends PartRow {
  UUID validationId;
  int round;
  String validator;
  String version;
  String kind;
  String outcome;
  double score;

  @Convert(converter = OpenedText.class)
  String reason;

  @Convert(converter = OpenedJson.class)
  String evidence;

  @Nullable UUID agentExecutionId;
}
