package dev.assay.domain.validation;

import static dev.assay.domain.validation.PipelineExamples.SUMMARISER;
import static dev.assay.domain.validation.PipelineExamples.pipeline;
import static dev.assay.domain.validation.PipelineExamples.shortEnough;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.domain.agent.AgentExamples;
import dev.assay.domain.validation.check.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Validations at every turn, and what comes of them. */
final class ValidationExamples {
  static final ValidationId ID = ValidationId.of("018f0000-0000-7000-8000-000000000002");
  static final ReviewId REVIEW = new ReviewId(Uuids.derived(ID.value(), "review", "1"));
  static final ValidationOrigin ORIGIN =
      new ValidationOrigin(new ExecutionId(new UUID(3, 3)), new TaskId(new UUID(4, 4)));
  static final JsonNode GOOD = StringNode.valueOf("Three small words");
  static final JsonNode LONG = StringNode.valueOf("There are four words");

  private ValidationExamples() {}

  static FixtureConfiguration<Validation> fixture() {
    return new AggregateTestFixture<>(Validation.class)
        .registerInjectableResource(
            AgentExamples.agents(
                Map.of(
                    "summariser",
                    AgentExamples.aSummariser(),
                    "judge",
                    AgentExamples.aSummariser())));
  }

  static RequestValidation request(PipelineSpec pipeline, JsonNode content) {
    return new RequestValidation(ID, content, null, pipeline, 2, ORIGIN);
  }

  static ValidationRequested requested(PipelineSpec pipeline, JsonNode content) {
    return new ValidationRequested(
        ID, content, Hashes.ofJson(content), null, pipeline, "anna", 2, ORIGIN);
  }

  static RoundOpened opened(int round, PipelineSpec pipeline, JsonNode content) {
    return new RoundOpened(
        ID, round, content, Hashes.ofJson(content), null, pipeline.validators(), 60, 2);
  }

  static VerdictRecorded recorded(int round, Verdict verdict) {
    return new VerdictRecorded(ID, round, verdict);
  }

  /** A validation in its first round, and then these events. */
  static TestExecutor<Validation> inRoundOne(
      PipelineSpec pipeline, JsonNode content, ValidationEvent... then) {
    List<Object> events = new ArrayList<>();
    events.add(requested(pipeline, content));
    events.add(opened(1, pipeline, content));
    events.addAll(List.of(then));
    return fixture().given(events);
  }

  static ValidationAccepted accepted(
      int rounds, JsonNode content, double score, @Nullable String decidedBy) {
    return new ValidationAccepted(
        ID, rounds, content, Hashes.ofJson(content), score, decidedBy, ORIGIN);
  }

  static ValidationRejected rejected(
      JsonNode content, double score, String reason, @Nullable String decidedBy) {
    return new ValidationRejected(
        ID, 1, content, Hashes.ofJson(content), score, reason, decidedBy, ORIGIN);
  }

  static ValidationEscalated escalated(JsonNode content, String reason, String... producers) {
    return new ValidationEscalated(
        ID, 1, REVIEW, content, Hashes.ofJson(content), reason, List.of(producers), 3_600, ORIGIN);
  }

  static Verdict check(ValidatorSpec validator, JsonNode content) {
    return Checks.run(validator, content);
  }

  static ValidationEvent[] failedAndRevising() {
    return new ValidationEvent[] {
      recorded(1, check(shortEnough(OnFail.REVISE), LONG)),
      new RoundConcluded(ID, 1, false, 0.75),
      new RevisionRequested(ID, 1, LONG, "Mend", SUMMARISER, 60, 2)
    };
  }

  static TestExecutor<Validation> revising(OnFail onExhausted) {
    return inRoundOne(
        pipeline(1, onExhausted, SUMMARISER, shortEnough(OnFail.REVISE)),
        LONG,
        failedAndRevising());
  }

  static TestExecutor<Validation> atAPerson(ValidationEvent... then) {
    List<ValidationEvent> events = new ArrayList<>();
    events.add(recorded(1, check(shortEnough(OnFail.ESCALATE), LONG)));
    events.add(new RoundConcluded(ID, 1, false, 0.75));
    events.add(escalated(LONG, "short", "anna"));
    events.addAll(List.of(then));
    return inRoundOne(
        pipeline(0, OnFail.REJECT, null, shortEnough(OnFail.ESCALATE)),
        LONG,
        events.toArray(ValidationEvent[]::new));
  }

  static ApplyReviewDecision decision(ReviewDecision decision, @Nullable JsonNode content) {
    return new ApplyReviewDecision(ID, REVIEW, decision, "rita", "Good enough", content);
  }
}
