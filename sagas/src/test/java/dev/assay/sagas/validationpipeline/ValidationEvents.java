package dev.assay.sagas.validationpipeline;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Events of one validation as tests need them. */
final class ValidationEvents {
  static final ValidationId VALIDATION = ValidationId.of("01980000-0000-7000-8000-0000000000a1");
  static final ReviewId REVIEW = ReviewId.of("01980000-0000-7000-8000-0000000000b1");
  static final JsonNode CONTENT = json("{\"text\": \"The pump failed  at noon.\"}");

  private ValidationEvents() {}

  static JsonNode json(String text) {
    return EventJson.mapper().readTree(text);
  }

  static RoundOpened aRoundWithOneCheckAndOneJudge(int round) {
    return new RoundOpened(
        VALIDATION,
        round,
        CONTENT,
        "sha256:0",
        json("{\"source\": \"log\"}"),
        List.of(
            new ValidatorSpec("length", ValidatorKind.LENGTH, json("{}"), 1, OnFail.REVISE),
            new ValidatorSpec(
                "tone",
                ValidatorKind.JUDGE,
                json("{\"agent\": \"judge\", \"rubric\": {\"name\": \"tone\"}}"),
                1,
                OnFail.REVISE)),
        60,
        5);
  }

  static RoundConcluded concluded(int round) {
    return new RoundConcluded(VALIDATION, round, false, 0.2);
  }

  static RevisionRequested aRevision(int round) {
    return new RevisionRequested(
        VALIDATION,
        round,
        CONTENT,
        "Say when it was mended.",
        new ProducerSpec("summariser", 3, json("{\"document\": \"log\"}"), "/text"),
        60,
        5);
  }

  static ValidationEscalated anEscalation() {
    return new ValidationEscalated(
        VALIDATION,
        1,
        REVIEW,
        CONTENT,
        "sha256:0",
        "No revision is left",
        List.of("ann"),
        3600,
        null);
  }

  static ReviewDecided anApproval() {
    return new ReviewDecided(
        REVIEW, VALIDATION, ReviewDecision.APPROVE, "bob", "sha256:0", "FINE", "as is", null);
  }

  static ValidationAccepted anAcceptance() {
    return new ValidationAccepted(VALIDATION, 1, CONTENT, "sha256:0", 1, null, null);
  }

  static ValidationCancelled aCancellation(@Nullable ReviewId review) {
    return new ValidationCancelled(VALIDATION, 1, review, "not needed", null);
  }

  static AgentExecutionCompleted completed(
      UUID execution, WorkOwner.Kind kind, String reference, String output) {
    return new AgentExecutionCompleted(
        new AgentExecutionId(execution),
        "judge",
        2,
        json(output),
        10,
        5,
        BigDecimal.ZERO,
        new WorkOwner(kind, VALIDATION.value(), reference));
  }

  static AgentExecutionFailed failed(UUID execution) {
    return new AgentExecutionFailed(
        new AgentExecutionId(execution),
        "judge",
        "TIMEOUT",
        "Its time is over",
        new WorkOwner(WorkOwner.Kind.JUDGE, VALIDATION.value(), "1:tone"));
  }

  static AgentExecutionCancelled cancelled(UUID execution) {
    return new AgentExecutionCancelled(
        new AgentExecutionId(execution),
        "judge",
        "not needed",
        new WorkOwner(WorkOwner.Kind.JUDGE, VALIDATION.value(), "1:tone"));
  }
}
