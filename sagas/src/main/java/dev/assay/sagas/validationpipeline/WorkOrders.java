package dev.assay.sagas.validationpipeline;

import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.review.ReviewCommand.OpenReview;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The work that a validation's events ask of others. */
final class WorkOrders {
  /** What a round starts, and who is at work then. */
  record Round(List<Step> steps, List<Judging> judging) {}

  private WorkOrders() {}

  static Round round(UUID eventId, RoundOpened opened) {
    List<Step> steps = new ArrayList<>();
    List<Judging> judging = new ArrayList<>();
    steps.add(within(ValidationPipelineProcess.ROUND, opened.round(), opened.timeoutSeconds()));
    for (ValidatorSpec spec : opened.validators()) {
      Judge judge = Judge.of(spec);
      if (judge != null) {
        StartAgentExecution start = judgement(eventId, opened, judge);
        judging.add(new Judging(start.agentExecutionId(), judge));
        steps.add(new Step.Send("judge:" + spec.name(), start));
      } else {
        steps.add(new Step.Send("check:" + spec.name(), computed(opened, spec)));
      }
    }
    return new Round(steps, judging);
  }

  /** The producer's input with the refused content and what to mend in it. */
  static StartAgentExecution revision(UUID eventId, RevisionRequested asked) {
    JsonNode given = asked.producer().input();
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    if (given.isObject()) {
      given.properties().forEach(member -> input.set(member.getKey(), member.getValue()));
    } else if (!given.isNull() && !given.isMissingNode()) {
      input.set("input", given);
    }
    input.set("draft", ContentText.shown(asked.content()));
    input.put("feedback", asked.feedback());
    return new StartAgentExecution(
        new AgentExecutionId(Uuids.derived(eventId, "validation-pipeline", "revision")),
        asked.producer().agent(),
        asked.producer().version(),
        input,
        null,
        asked.priority(),
        null,
        new WorkOwner(
            WorkOwner.Kind.REVISION, asked.validationId().value(), "revision:" + asked.round()));
  }

  static Decision<ValidationPipelineProcess> review(
      ValidationPipelineProcess process, ValidationEscalated escalated) {
    return Decision.of(
        process,
        new Step.RemindAfter(
            ValidationPipelineProcess.REVIEW,
            escalated.reviewId().toString(),
            Duration.ofSeconds(escalated.reviewDueSeconds())),
        new Step.Send(
            ValidationPipelineProcess.REVIEW,
            new OpenReview(
                escalated.reviewId(),
                escalated.validationId(),
                escalated.content(),
                escalated.contentHash(),
                escalated.reason(),
                escalated.producers(),
                escalated.reviewDueSeconds())));
  }

  static Step within(String name, int round, int seconds) {
    return new Step.RemindAfter(name, Integer.toString(round), Duration.ofSeconds(seconds));
  }

  /** The value at a JSON pointer; null where there is none or the pointer is none. */
  static @Nullable JsonNode at(JsonNode output, @Nullable String pointer) {
    if (pointer == null || pointer.isEmpty()) {
      return output;
    }
    try {
      JsonNode found = output.at(JsonPointer.compile(pointer));
      return found.isMissingNode() || found.isNull() ? null : found;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static StartAgentExecution judgement(UUID eventId, RoundOpened opened, Judge judge) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.set("content", ContentText.shown(opened.content()));
    JsonNode context = opened.context();
    if (context != null && !context.isNull()) {
      input.set("context", context);
    }
    input.set("rubric", judge.rubric());
    return new StartAgentExecution(
        new AgentExecutionId(
            Uuids.derived(eventId, "validation-pipeline", "judge", judge.validator())),
        judge.agent(),
        judge.version(),
        input,
        null,
        opened.priority(),
        null,
        new WorkOwner(
            WorkOwner.Kind.JUDGE,
            opened.validationId().value(),
            opened.round() + ":" + judge.validator()));
  }

  /** A judge without an agent cannot be run; its verdict says so. */
  private static Object computed(RoundOpened opened, ValidatorSpec spec) {
    return spec.kind() == ValidatorKind.JUDGE
        ? new RecordVerdict(
            opened.validationId(),
            opened.round(),
            JudgesAnswer.error(
                spec.name(), "judge", "Expected with.agent to name the agent that judges", null))
        : new RunCheck(opened.validationId(), opened.round(), spec.name());
  }
}
