package dev.assay.domain.review;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.ReviewId;
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
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import dev.assay.domain.Sender;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person decides on content once, having seen exactly that content, and never on their own. */
@AggregateRoot
public class Review {
  public static final LifeCycle<ReviewStatus> LIFE_CYCLE = ReviewState.LIFE_CYCLE;

  public static final Evolution<ReviewEvent, ?> EVOLUTION =
      new Evolution<>("Review", ReviewEvent.class, ReviewState::evolved);

  private static final int MAX_REASON_CODE_CHARS = 100;
  private static final int MAX_COMMENT_CHARS = 10_000;
  private static final int MAX_CONTENT_CHARS = 1_000_000;

  @AggregateIdentifier private @Nullable ReviewId id;
  private @Nullable ReviewState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(OpenReview command, Clock clock) {
    if (state != null) {
      if (!state.opened().validationId().equals(command.validationId())) {
        throw new CommandRejected(
            RejectionCode.ALREADY_EXISTS,
            "Expected a new review, but " + command.reviewId() + " is of another validation");
      }
      return;
    }
    apply(
        new ReviewOpened(
            command.reviewId(),
            command.validationId(),
            command.content(),
            command.contentHash(),
            command.reason(),
            command.producers(),
            clock.instant().plusSeconds(command.dueSeconds())));
  }

  @CommandHandler
  void decide(DecideReview command, MetaData metadata) {
    ReviewState state = state();
    String reviewer = Sender.of(metadata).principal();
    ReviewDecided decided = state.decided();
    if (decided != null) {
      requireSame(command, reviewer, decided);
      return;
    }
    if (state.isOver()) {
      throw CommandRejected.invalidState(
          "Expected a review that is open, but it is closed: its validation was cancelled");
    }
    ReviewOpened opened = state.opened();
    if (opened.producers().contains(reviewer)) {
      throw new CommandRejected(
          RejectionCode.FORBIDDEN,
          "Expected a reviewer who had no hand in the content, but " + reviewer + " had");
    }
    if (!opened.contentHash().equals(command.contentHash())) {
      throw CommandRejected.invalidState(
          "Expected a decision on content %s, but it is on %s: read the review again"
              .formatted(opened.contentHash(), command.contentHash()));
    }
    Refusals.requireText("reasonCode", command.reasonCode(), MAX_REASON_CODE_CHARS);
    if (command.comment() != null) {
      Refusals.requireAtMost("comment", command.comment(), MAX_COMMENT_CHARS);
    }
    apply(
        new ReviewDecided(
            command.reviewId(),
            opened.validationId(),
            command.decision(),
            reviewer,
            command.contentHash(),
            command.reasonCode(),
            command.comment(),
            ownContent(command)));
  }

  @CommandHandler
  void decide(MarkReviewOverdue command) {
    if (state().status() != ReviewStatus.OPEN) {
      return;
    }
    apply(new ReviewBecameOverdue(command.reviewId(), state().opened().validationId()));
  }

  @CommandHandler
  void decide(CloseReview command) {
    if (state().isOver()) {
      return;
    }
    Refusals.requireText("reason", command.reason(), MAX_COMMENT_CHARS);
    apply(new ReviewClosed(command.reviewId(), state().opened().validationId(), command.reason()));
  }

  private static @Nullable JsonNode ownContent(DecideReview command) {
    JsonNode content = command.content();
    boolean hasContent = content != null && !content.isNull();
    if (command.decision() != ReviewDecision.EDIT) {
      if (hasContent) {
        throw Refusals.invalid(
            "Expected content only with EDIT, but the decision is " + command.decision());
      }
      return null;
    }
    if (content == null || content.isNull()) {
      throw Refusals.invalid("Expected an EDIT to have content, but there is none");
    }
    Refusals.requireAtMost("content", content.toString(), MAX_CONTENT_CHARS);
    return content;
  }

  private static void requireSame(DecideReview command, String reviewer, ReviewDecided decided) {
    if (decided.decision() != command.decision()
        || !decided.reviewer().equals(reviewer)
        || !decided.contentHash().equals(command.contentHash())) {
      throw CommandRejected.invalidState(
          "Expected a review that is open, but it was decided: " + decided.decision());
    }
  }

  private ReviewState state() {
    if (state == null) {
      throw new IllegalStateException("Expected a review that was opened");
    }
    return state;
  }

  @EventSourcingHandler
  void evolve(ReviewEvent event) {
    id = event.reviewId();
    state = ReviewState.evolved(state, event);
  }
}
