package dev.assay.domain.validation;

import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.domain.validation.ValidationExamples.GOOD;
import static dev.assay.domain.validation.ValidationExamples.ID;
import static dev.assay.domain.validation.ValidationExamples.LONG;
import static dev.assay.domain.validation.ValidationExamples.accepted;
import static dev.assay.domain.validation.ValidationExamples.atAPerson;
import static dev.assay.domain.validation.ValidationExamples.decision;
import static dev.assay.domain.validation.ValidationExamples.rejected;

import dev.assay.api.id.ReviewId;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.domain.Refused;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes of it where a person decides. */
class DecisionOfAPersonTest {
  @Test
  void shouldFollowThePersonWhoDecides() {
    atAPerson()
        .when(decision(ReviewDecision.APPROVE, null))
        .expectEvents(accepted(1, LONG, 0.75, "rita"));
    atAPerson()
        .when(decision(ReviewDecision.REJECT, null))
        .expectEvents(rejected(LONG, 0.75, "Good enough", "rita"));
    atAPerson()
        .when(decision(ReviewDecision.EDIT, GOOD))
        .expectEvents(accepted(1, GOOD, 0.75, "rita"));
  }

  @Test
  void shouldRefuseAnEditWithoutContent() {
    atAPerson()
        .when(decision(ReviewDecision.EDIT, null))
        .expectException(Refused.with(INVALID_ARGUMENT, "edit to have content"));
  }

  @Test
  void shouldFollowADecisionOnce() {
    atAPerson(accepted(1, LONG, 0.75, "rita"))
        .when(decision(ReviewDecision.APPROVE, null))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldRefuseTheDecisionOfAnotherReview() {
    atAPerson()
        .when(
            new ApplyReviewDecision(
                ID,
                new ReviewId(new UUID(8, 8)),
                ReviewDecision.APPROVE,
                "rita",
                "Good enough",
                null))
        .expectException(Refused.with(NOT_FOUND, "review"));
  }
}
