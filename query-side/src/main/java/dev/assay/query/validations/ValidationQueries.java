package dev.assay.query.validations;

import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Made;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Validations, for anyone of the tenant. */
@RestController
@Reads("validations")
@Tag(name = "Validations")
public class ValidationQueries {
  // A pipeline has at most 10 revisions and 50 validators.
  private static final Limit MAX_ROUNDS = Limit.of(11);
  private static final Limit MAX_VERDICTS = Limit.of(11 * 50);

  private static final Sorting<ValidationSummary> SORTING =
      Sorting.<ValidationSummary>newestFirst().ended(row -> row.endedAt);

  private final TenantReader reader;
  private final Validations validations;
  private final Validations.Summaries summaries;
  private final Validations.Rounds rounds;
  private final Validations.Verdicts verdicts;

  ValidationQueries(
      TenantReader reader,
      Validations validations,
      Validations.Summaries summaries,
      Validations.Rounds rounds,
      Validations.Verdicts verdicts) {
    this.reader = reader;
    this.validations = validations;
    this.summaries = summaries;
    this.rounds = rounds;
    this.verdicts = verdicts;
  }

  @GetMapping("/api/v1/validations")
  @Operation(summary = "Validations, the newest first; sort by createdAt or endedAt")
  Page<ValidationViews.Summary> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String status,
      @RequestParam @Nullable String executionId,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to) {
    String wanted =
        Filters.oneOf(
            "status", status, List.of("RUNNING", "ACCEPTED", "REJECTED", "ESCALATED", "CANCELLED"));
    Made made = Filters.made(from, to);
    Specification<ValidationSummary> matching =
        Filters.<ValidationSummary>equal("status", wanted)
            .and(Filters.equal("executionId", Filters.id("executionId", executionId)))
            .and(Filters.made(made));
    return reader
        .read(caller, () -> Keyset.page(summaries, page, matching, SORTING.made(made)))
        .map(ValidationViews.Summary::of);
  }

  @GetMapping("/api/v1/validations/{validationId}")
  @Operation(summary = "One validation with its rounds and verdicts")
  ResponseEntity<ValidationViews.Detail> one(Caller caller, @PathVariable UUID validationId) {
    return reader.read(
        caller,
        () ->
            Answers.one(
                validations.findById(validationId), this::detail, "validation", validationId));
  }

  private ValidationViews.Detail detail(Validation row) {
    return ValidationViews.Detail.of(
        row,
        rounds.findByValidationIdOrderByRound(row.id(), MAX_ROUNDS),
        verdicts.findByValidationIdOrderByCreatedPosition(row.id(), MAX_VERDICTS));
  }
}
