package dev.assay.query.audit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report as it is answered (docs/reference/reports.md). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComplianceReport(
    String format,
    @Schema(description = "Its id, as in the path") String framework,
    String title,
    @Schema(description = "The text that is meant") String source,
    String about,
    ReportStatus status,
    @Schema(description = "What this report is and is not") String limits,
    Instant issuedAt,
    String issuedBy,
    Asked asked,
    CoveringCheckpoint checkpoint,
    @Schema(description = "Events that were looked at") long events,
    Summary summary,
    List<ObligationAnswer> obligations,
    @Schema(description = "SHA-256 of the mapping that was used, in hexadecimal") String mapping) {
  static final String FORMAT = "assay-report/1";

  static final String LIMITS =
      "This report maps obligations to events of the record. It is evidence for those who judge"
          + " compliance, not their judgement and no legal advice. What it says of the record can be"
          + " checked with a bundle of the same tree.";

  /** What of the record was asked for; what is missing did not narrow it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Asked(@Nullable Instant from, @Nullable Instant to, @Nullable UUID workflowExecutionId) {}

  /** How many obligations have each status. */
  record Summary(long met, long notMet, long noOccurrence, long outsideTheRecord) {
    static Summary of(List<ObligationAnswer> obligations) {
      return new Summary(
          count(obligations, ObligationStatus.MET),
          count(obligations, ObligationStatus.NOT_MET),
          count(obligations, ObligationStatus.NO_OCCURRENCE),
          count(obligations, ObligationStatus.OUTSIDE_THE_RECORD));
    }

    private static long count(List<ObligationAnswer> obligations, ObligationStatus status) {
      return obligations.stream().filter(it -> it.status() == status).count();
    }
  }
}
