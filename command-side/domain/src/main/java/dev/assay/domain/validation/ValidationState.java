package dev.assay.domain.validation;

import static dev.assay.domain.validation.ValidationStatus.ACCEPTED;
import static dev.assay.domain.validation.ValidationStatus.CANCELLED;
import static dev.assay.domain.validation.ValidationStatus.CONCLUDED;
import static dev.assay.domain.validation.ValidationStatus.ESCALATED;
import static dev.assay.domain.validation.ValidationStatus.JUDGING;
import static dev.assay.domain.validation.ValidationStatus.REJECTED;
import static dev.assay.domain.validation.ValidationStatus.REQUESTED;
import static dev.assay.domain.validation.ValidationStatus.REVISING;
import static dev.assay.domain.validation.ValidationStatus.REVISION_FAILED;

import dev.assay.api.id.ReviewId;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.domain.LifeCycle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the events of a validation add up to.
 *
 * @param requested how it began: content, pipeline, who asked
 * @param round the current round, from 1; 0 before the first
 * @param content of the current round
 * @param verdicts of the current round
 * @param score of the last concluded round
 * @param reviewId the person's task; null until it is escalated
 */
record ValidationState(
    ValidationStatus status,
    ValidationRequested requested,
    int round,
    JsonNode content,
    String contentHash,
    List<Verdict> verdicts,
    double score,
    @Nullable ReviewId reviewId) {

  static final LifeCycle<ValidationStatus> LIFE_CYCLE =
      LifeCycle.of("Validation", ValidationStatus.class)
          .starting(ValidationRequested.class, REQUESTED)
          .onAny(EnumSet.of(REQUESTED, REVISING), RoundOpened.class, JUDGING)
          .staying(EnumSet.of(JUDGING), VerdictRecorded.class)
          .on(JUDGING, RoundConcluded.class, CONCLUDED)
          .on(CONCLUDED, RevisionRequested.class, REVISING)
          .on(REVISING, RevisionFailed.class, REVISION_FAILED)
          .onAny(EnumSet.of(CONCLUDED, REVISION_FAILED), ValidationEscalated.class, ESCALATED)
          .onAny(EnumSet.of(CONCLUDED, ESCALATED), ValidationAccepted.class, ACCEPTED)
          .onAny(
              EnumSet.of(CONCLUDED, REVISION_FAILED, ESCALATED), ValidationRejected.class, REJECTED)
          .onAny(EnumSet.of(JUDGING, REVISING, ESCALATED), ValidationCancelled.class, CANCELLED)
          .build();

  ValidationState {
    verdicts = List.copyOf(verdicts);
  }

  static ValidationState of(ValidationRequested event) {
    return new ValidationState(
        LIFE_CYCLE.after(null, event),
        event,
        0,
        event.content(),
        event.contentHash(),
        List.of(),
        0,
        null);
  }

  /** The one way in which events change it; only the creating event finds none. */
  static ValidationState evolved(@Nullable ValidationState state, ValidationEvent event) {
    if (state != null) {
      return state.after(event);
    }
    if (event instanceof ValidationRequested requested) {
      return of(requested);
    }
    throw new IllegalStateException("Expected a history that begins with ValidationRequested");
  }

  ValidationState after(ValidationEvent event) {
    ValidationStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case ValidationRequested e -> of(e);
      case RoundOpened e ->
          new ValidationState(
              next, requested, e.round(), e.content(), e.contentHash(), List.of(), score, null);
      case VerdictRecorded e -> with(next, plus(e.verdict()), score, reviewId);
      case RoundConcluded e -> with(next, verdicts, e.score(), reviewId);
      case ValidationEscalated e -> with(next, verdicts, score, e.reviewId());
      case RevisionRequested e -> with(next, verdicts, score, reviewId);
      case RevisionFailed e -> with(next, verdicts, score, reviewId);
      case ValidationAccepted e -> with(next, verdicts, score, reviewId);
      case ValidationRejected e -> with(next, verdicts, score, reviewId);
      case ValidationCancelled e -> with(next, verdicts, score, reviewId);
    };
  }

  /** Whether verdicts of this round are still taken. */
  boolean isOpen(int round) {
    return status == JUDGING && this.round == round;
  }

  boolean isSettled() {
    return LIFE_CYCLE.isFinal(status);
  }

  boolean hasVerdictOf(String validator) {
    return verdicts.stream().anyMatch(verdict -> verdict.validator().equals(validator));
  }

  Optional<ValidatorSpec> validator(String name) {
    return requested.pipeline().validators().stream()
        .filter(validator -> validator.name().equals(name))
        .findFirst();
  }

  /** Validators without a verdict in this round, in the pipeline's order. */
  List<ValidatorSpec> missing() {
    return requested.pipeline().validators().stream()
        .filter(validator -> !hasVerdictOf(validator.name()))
        .toList();
  }

  /** How often the producer has revised. */
  int revisions() {
    return Math.max(0, round - 1);
  }

  private ValidationState with(
      ValidationStatus next, List<Verdict> verdicts, double score, @Nullable ReviewId reviewId) {
    return new ValidationState(
        next, requested, round, content, contentHash, verdicts, score, reviewId);
  }

  private List<Verdict> plus(Verdict verdict) {
    List<Verdict> all = new ArrayList<>(verdicts);
    all.add(verdict);
    return all;
  }
}
