package dev.assay.domain.review;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.FORBIDDEN;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.TOO_LARGE;
import static dev.assay.domain.Json.json;
import static dev.assay.domain.Senders.by;

import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewCommand.CloseReview;
import dev.assay.api.review.ReviewCommand.DecideReview;
import dev.assay.api.review.ReviewCommand.MarkReviewOverdue;
import dev.assay.api.review.ReviewCommand.OpenReview;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.review.ReviewEvent;
import dev.assay.api.review.ReviewEvent.ReviewBecameOverdue;
import dev.assay.api.review.ReviewEvent.ReviewClosed;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.domain.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReviewTest {
  private static final ReviewId ID = new ReviewId(new UUID(1, 1));
  private static final ValidationId VALIDATION = new ValidationId(new UUID(2, 2));
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final JsonNode CONTENT = json("{'text': 'Draft'}");
  private static final JsonNode OWN = json("{'text': 'Better'}");
  private static final String HASH = "sha256:1";
  private static final List<String> PRODUCERS = List.of("anna", "agent:summariser");

  private static FixtureConfiguration<Review> fixture() {
    return new AggregateTestFixture<>(Review.class)
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static OpenReview open(ValidationId validation) {
    return new OpenReview(ID, validation, CONTENT, HASH, "Too long", PRODUCERS, 60);
  }

  private static ReviewOpened opened() {
    return new ReviewOpened(
        ID, VALIDATION, CONTENT, HASH, "Too long", PRODUCERS, NOW.plusSeconds(60));
  }

  private static TestExecutor<Review> anOpen() {
    return fixture().given(opened());
  }

  private static DecideReview decide(ReviewDecision decision, @Nullable JsonNode content) {
    return new DecideReview(ID, decision, HASH, "accurate", "Read twice", content);
  }

  private static ReviewDecided decided(ReviewDecision decision, @Nullable JsonNode content) {
    return new ReviewDecided(
        ID, VALIDATION, decision, "rita", HASH, "accurate", "Read twice", content);
  }

  @Test
  void shouldOpenOnceAndBeDueLater() {
    fixture().givenNoPriorActivity().when(open(VALIDATION)).expectEvents(opened());
    anOpen().when(open(VALIDATION)).expectNoEvents().expectSuccessfulHandlerExecution();
    anOpen()
        .when(open(new ValidationId(new UUID(3, 3))))
        .expectException(Refused.with(ALREADY_EXISTS, "another validation"));
  }

  @Test
  void shouldRecordWhatThePersonDecides() {
    anOpen()
        .when(decide(ReviewDecision.APPROVE, null), by("rita"))
        .expectEvents(decided(ReviewDecision.APPROVE, null));
    anOpen()
        .when(decide(ReviewDecision.EDIT, OWN), by("rita"))
        .expectEvents(decided(ReviewDecision.EDIT, OWN));
    fixture()
        .given(opened(), new ReviewBecameOverdue(ID, VALIDATION))
        .when(decide(ReviewDecision.REJECT, null), by("rita"))
        .expectEvents(decided(ReviewDecision.REJECT, null));
  }

  @Test
  void shouldIgnoreTheSameDecisionAgainAndRefuseAnyOther() {
    fixture()
        .given(opened(), decided(ReviewDecision.APPROVE, null))
        .when(decide(ReviewDecision.APPROVE, null), by("rita"))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
    fixture()
        .given(opened(), decided(ReviewDecision.APPROVE, null))
        .when(decide(ReviewDecision.REJECT, null), by("rita"))
        .expectException(Refused.with(INVALID_STATE, "it was decided: APPROVE"));
    fixture()
        .given(opened(), decided(ReviewDecision.APPROVE, null))
        .when(decide(ReviewDecision.APPROVE, null), by("rob"))
        .expectException(Refused.with(INVALID_STATE, "it was decided"));
  }

  @Test
  void shouldCloseWhenNobodyNeedsTheDecisionAnyMore() {
    ReviewClosed closed = new ReviewClosed(ID, VALIDATION, "not needed");
    anOpen().when(new CloseReview(ID, "not needed")).expectEvents(closed);
    fixture()
        .given(opened(), new ReviewBecameOverdue(ID, VALIDATION))
        .when(new CloseReview(ID, "not needed"))
        .expectEvents(closed);
  }

  @Test
  void shouldNotCloseWhatIsDecidedOrClosed() {
    for (ReviewEvent over :
        List.of(
            decided(ReviewDecision.APPROVE, null), new ReviewClosed(ID, VALIDATION, "too late"))) {
      fixture()
          .given(opened(), over)
          .when(new CloseReview(ID, "not needed"))
          .expectNoEvents()
          .expectSuccessfulHandlerExecution();
    }
  }

  @Test
  void shouldNeitherTakeADecisionNorBecomeOverdueOnceItIsClosed() {
    ReviewClosed closed = new ReviewClosed(ID, VALIDATION, "not needed");
    fixture()
        .given(opened(), closed)
        .when(decide(ReviewDecision.APPROVE, null), by("rita"))
        .expectNoEvents()
        .expectException(Refused.with(INVALID_STATE, "it is closed"));
    fixture()
        .given(opened(), closed)
        .when(new MarkReviewOverdue(ID))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldRefuseAReviewerWhoProducedTheContent() {
    anOpen()
        .when(decide(ReviewDecision.APPROVE, null), by("anna"))
        .expectNoEvents()
        .expectException(Refused.with(FORBIDDEN, "no hand in the content"));
  }

  @Test
  void shouldRefuseADecisionOnOtherContent() {
    anOpen()
        .when(
            new DecideReview(ID, ReviewDecision.APPROVE, "sha256:2", "accurate", null, null),
            by("rita"))
        .expectException(Refused.with(INVALID_STATE, "it is on sha256:2"));
  }

  @Test
  void shouldRefuseADecisionThatIsIncomplete() {
    anOpen()
        .when(decide(ReviewDecision.EDIT, null), by("rita"))
        .expectException(Refused.with(INVALID_ARGUMENT, "EDIT to have content"));
    anOpen()
        .when(decide(ReviewDecision.EDIT, json("null")), by("rita"))
        .expectException(Refused.with(INVALID_ARGUMENT, "EDIT to have content"));
    anOpen()
        .when(decide(ReviewDecision.APPROVE, OWN), by("rita"))
        .expectException(Refused.with(INVALID_ARGUMENT, "content only with EDIT"));
    anOpen()
        .when(new DecideReview(ID, ReviewDecision.REJECT, HASH, " ", null, null), by("rita"))
        .expectException(Refused.with(INVALID_ARGUMENT, "reasonCode"));
    anOpen()
        .when(
            new DecideReview(ID, ReviewDecision.REJECT, HASH, "wrong", "x".repeat(10_001), null),
            by("rita"))
        .expectException(Refused.with(TOO_LARGE, "comment"));
  }

  @Test
  void shouldBecomeOverdueOnceAndOnlyWhileOpen() {
    anOpen().when(new MarkReviewOverdue(ID)).expectEvents(new ReviewBecameOverdue(ID, VALIDATION));
    fixture()
        .given(opened(), new ReviewBecameOverdue(ID, VALIDATION))
        .when(new MarkReviewOverdue(ID))
        .expectNoEvents();
    fixture()
        .given(opened(), decided(ReviewDecision.APPROVE, null))
        .when(new MarkReviewOverdue(ID))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }
}
