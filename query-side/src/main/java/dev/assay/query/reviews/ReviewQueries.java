package dev.assay.query.reviews;

import static dev.assay.api.envelope.Role.AUDITOR;
import static dev.assay.api.envelope.Role.OPERATOR;
import static dev.assay.api.envelope.Role.REVIEWER;
import static dev.assay.api.envelope.Role.TENANT_ADMIN;

import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reviews, for those who decide or oversee. */
@RestController
@Reads("reviews")
@Tag(name = "Reviews")
public class ReviewQueries {
  private static final Sorting<ReviewSummary> SORTING =
      Sorting.<ReviewSummary>newestFirst().time("dueAt", row -> row.dueAt);

  private final TenantReader reader;
  private final Reviews reviews;
  private final Reviews.Summaries summaries;

  ReviewQueries(TenantReader reader, Reviews reviews, Reviews.Summaries summaries) {
    this.reader = reader;
    this.reviews = reviews;
    this.summaries = summaries;
  }

  @GetMapping("/api/v1/reviews")
  @Operation(
      summary = "Reviews, the newest first; ?status=pending&sort=dueAt shows what is to be done")
  Page<ReviewViews.Summary> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String status,
      @RequestParam @Nullable String validationId) {
    caller.requireAny(REVIEWER, TENANT_ADMIN, OPERATOR, AUDITOR);
    String wanted = Filters.oneOf("status", status, List.of("PENDING", "DECIDED", "CLOSED"));
    Specification<ReviewSummary> matching =
        Filters.<ReviewSummary>equal("status", wanted)
            .and(Filters.equal("validationId", Filters.id("validationId", validationId)));
    return reader
        .read(caller, () -> Keyset.page(summaries, page, matching, SORTING))
        .map(ReviewViews.Summary::of);
  }

  @GetMapping("/api/v1/reviews/{reviewId}")
  @Operation(summary = "One review with the content to decide on")
  ResponseEntity<ReviewViews.Detail> one(Caller caller, @PathVariable UUID reviewId) {
    caller.requireAny(REVIEWER, TENANT_ADMIN, OPERATOR, AUDITOR);
    return reader.read(
        caller,
        () -> Answers.one(reviews.findById(reviewId), ReviewViews.Detail::of, "review", reviewId));
  }
}
