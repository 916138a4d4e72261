package dev.assay.domain.validation;

import dev.assay.api.id.ReviewId;
import dev.assay.api.id.Uuids;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides what follows: pure functions of what has happened. */
final class NextStep {
  private final ValidationState state;
  private final ValidationRequested requested;
  private final PipelineSpec pipeline;

  NextStep(ValidationState state) {
    this.state = state;
    this.requested = state.requested();
    this.pipeline = requested.pipeline();
  }

  RoundOpened open(int round, JsonNode content, String contentHash) {
    return new RoundOpened(
        requested.validationId(),
        round,
        content,
        contentHash,
        requested.context(),
        pipeline.validators(),
        pipeline.roundTimeoutSeconds(),
        requested.priority());
  }

  /** What becomes of the content of a concluded round. */
  ValidationEvent after(Combination combination) {
    if (combination.passed()) {
      return accepted(state.content(), state.contentHash(), null);
    }
    String reason = Feedback.reason(combination.failing());
    return switch (combination.consequence(pipeline)) {
      case REJECT -> rejected(reason, null);
      case ESCALATE ->
          escalated(combination.onlyErrors() ? "Could not be judged. " + reason : reason);
      case REVISE -> revision(combination, reason);
    };
  }

  /** When no revision is left, or none can be had. */
  ValidationEvent exhausted(String reason) {
    return pipeline.onExhausted() == OnFail.REJECT ? rejected(reason, null) : escalated(reason);
  }

  ValidationAccepted accepted(JsonNode content, String contentHash, @Nullable String decidedBy) {
    return new ValidationAccepted(
        requested.validationId(),
        state.round(),
        content,
        contentHash,
        state.score(),
        decidedBy,
        requested.origin());
  }

  ValidationRejected rejected(String reason, @Nullable String decidedBy) {
    return new ValidationRejected(
        requested.validationId(),
        state.round(),
        state.content(),
        state.contentHash(),
        state.score(),
        reason,
        decidedBy,
        requested.origin());
  }

  ValidationCancelled cancelled(String reason) {
    return new ValidationCancelled(
        requested.validationId(), state.round(), state.reviewId(), reason, requested.origin());
  }

  private ValidationEvent revision(Combination combination, String reason) {
    ProducerSpec producer = pipeline.producer();
    if (producer == null) {
      return exhausted(reason);
    }
    if (state.revisions() >= pipeline.maxRevisions()) {
      return exhausted(
          pipeline.maxRevisions() == 0
              ? reason
              : "Still refused after revision %d, the last one. %s"
                  .formatted(state.revisions(), reason));
    }
    return new RevisionRequested(
        requested.validationId(),
        state.round(),
        state.content(),
        Feedback.forProducer(combination.failing()),
        producer,
        pipeline.roundTimeoutSeconds(),
        requested.priority());
  }

  private ValidationEscalated escalated(String reason) {
    String round = Integer.toString(state.round());
    return new ValidationEscalated(
        requested.validationId(),
        state.round(),
        new ReviewId(Uuids.derived(requested.validationId().value(), "review", round)),
        state.content(),
        state.contentHash(),
        reason,
        producers(),
        pipeline.reviewDueSeconds(),
        requested.origin());
  }

  /** Who has a hand in the content: whoever asked, and the agent that produces it. */
  private List<String> producers() {
    List<String> producers = new ArrayList<>();
    producers.add(requested.requestedBy());
    if (pipeline.producer() != null) {
      producers.add("agent:" + pipeline.producer().agent());
    }
    return producers;
  }
}
