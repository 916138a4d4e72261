package dev.assay.domain.validation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.CancelValidation;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import dev.assay.domain.Sender;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.validation.check.Checks;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run of a validation pipeline over one piece of content. */
@AggregateRoot
public class Validation {
  public static final LifeCycle<ValidationStatus> LIFE_CYCLE = ValidationState.LIFE_CYCLE;

  public static final Evolution<ValidationEvent, ?> EVOLUTION =
      new Evolution<>("Validation", ValidationEvent.class, ValidationState::evolved);

  /** The longest content, and context, in characters of compact JSON. */
  static final int MAX_CONTENT_CHARS = 1_000_000;

  private static final int MAX_REASON_CHARS = 2_000;

  @AggregateIdentifier private @Nullable ValidationId id;
  private @Nullable ValidationState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(RequestValidation command, MetaData metadata, AgentVersions agents) {
    String contentHash = Hashes.ofJson(command.content());
    if (state != null) {
      requireSameRequest(command, contentHash, state.requested());
      return;
    }
    requireSize("content", command.content());
    if (command.context() != null) {
      requireSize("context", command.context());
    }
    Sender sender = Sender.of(metadata);
    List<InputError> faults = new ArrayList<>(Pipelines.faults(command.pipeline(), "/pipeline"));
    faults.addAll(Pipelines.missingAgents(command.pipeline(), sender.tenant(), agents));
    if (!faults.isEmpty()) {
      throw Refusals.unprocessable("the pipeline", faults);
    }
    apply(
        new ValidationRequested(
            command.validationId(),
            command.content(),
            contentHash,
            command.context(),
            command.pipeline(),
            sender.principal(),
            command.priority(),
            command.origin()));
    apply(next().open(1, command.content(), contentHash));
  }

  @CommandHandler
  void decide(RunCheck command) {
    if (!isExpected(command.round(), command.validator())) {
      return;
    }
    ValidatorSpec validator = requireValidator(command.validator());
    if (!Checks.isComputed(validator.kind())) {
      throw Refusals.invalid(
          "Expected a computed validator, but " + validator.name() + " is a judge");
    }
    record(command.round(), Checks.run(validator, state().content()));
  }

  @CommandHandler
  void decide(RecordVerdict command) {
    Verdict verdict = command.verdict();
    if (!isExpected(command.round(), verdict.validator())) {
      return;
    }
    ValidatorSpec validator = requireValidator(verdict.validator());
    if (validator.kind() != verdict.kind()) {
      throw Refusals.invalid(
          "Expected a verdict of kind %s of %s, but it is of kind %s"
              .formatted(validator.kind(), validator.name(), verdict.kind()));
    }
    record(command.round(), Verdicts.kept(verdict, state().content()));
  }

  @CommandHandler
  void decide(TimeOutRound command) {
    if (!state().isOpen(command.round())) {
      return;
    }
    int timeout = state().requested().pipeline().roundTimeoutSeconds();
    for (ValidatorSpec validator : state().missing()) {
      record(command.round(), Verdicts.missing(validator, timeout));
    }
  }

  @CommandHandler
  void decide(SubmitRevision command) {
    ValidationState state = state();
    if (command.round() < state.round()) {
      return;
    }
    if (command.round() > state.round() || state.status() != ValidationStatus.REVISING) {
      throw CommandRejected.invalidState(
          "Expected a revision of the round that waits for one, but round %d does not"
              .formatted(command.round()));
    }
    requireSize("content", command.content());
    apply(next().open(state.round() + 1, command.content(), Hashes.ofJson(command.content())));
  }

  /** A revision that nobody waits for any more cannot fail. */
  @CommandHandler
  void decide(FailRevision command) {
    ValidationState state = state();
    if (command.round() != state.round() || state.status() != ValidationStatus.REVISING) {
      return;
    }
    String reason = Feedback.clip(command.reason(), MAX_REASON_CHARS);
    apply(new RevisionFailed(command.validationId(), command.round(), reason));
    apply(next().exhausted("The producer could not revise. " + reason));
  }

  @CommandHandler
  void decide(ApplyReviewDecision command) {
    ValidationState state = state();
    if (!command.reviewId().equals(state.reviewId())) {
      throw CommandRejected.notFound("review of this validation", command.reviewId());
    }
    if (state.isSettled()) {
      return;
    }
    switch (command.decision()) {
      case APPROVE ->
          apply(next().accepted(state.content(), state.contentHash(), command.reviewer()));
      case REJECT ->
          apply(
              next()
                  .rejected(Feedback.clip(command.reason(), MAX_REASON_CHARS), command.reviewer()));
      case EDIT -> {
        JsonNode content = command.content();
        if (content == null) {
          throw Refusals.invalid("Expected an edit to have content, but there is none");
        }
        requireSize("content", content);
        apply(next().accepted(content, Hashes.ofJson(content), command.reviewer()));
      }
    }
  }

  @CommandHandler
  void decide(CancelValidation command) {
    if (state().isSettled()) {
      return;
    }
    apply(next().cancelled(Feedback.clip(command.reason(), MAX_REASON_CHARS)));
  }

  private void record(int round, Verdict verdict) {
    ValidationId validationId = state().requested().validationId();
    apply(new VerdictRecorded(validationId, round, verdict));
    if (!state().missing().isEmpty()) {
      return;
    }
    Combination combination = Combination.of(state().requested().pipeline(), state().verdicts());
    apply(new RoundConcluded(validationId, round, combination.passed(), combination.score()));
    apply(next().after(combination));
  }

  /** Whether a verdict of this validator is still wanted; one that comes late or twice is not. */
  private boolean isExpected(int round, String validator) {
    if (round > state().round()) {
      throw CommandRejected.invalidState(
          "Expected a round up to %d, but got %d".formatted(state().round(), round));
    }
    return state().isOpen(round) && !state().hasVerdictOf(validator);
  }

  private ValidatorSpec requireValidator(String name) {
    return state()
        .validator(name)
        .orElseThrow(() -> CommandRejected.notFound("validator of this pipeline", name));
  }

  private static void requireSameRequest(
      RequestValidation command, String contentHash, ValidationRequested requested) {
    if (!requested.contentHash().equals(contentHash)) {
      throw new CommandRejected(
          RejectionCode.ALREADY_EXISTS,
          "Expected a new validation, but " + command.validationId() + " is of other content");
    }
  }

  private static void requireSize(String name, JsonNode json) {
    Refusals.requireAtMost(name, json.toString(), MAX_CONTENT_CHARS);
  }

  private NextStep next() {
    return new NextStep(state());
  }

  private ValidationState state() {
    if (state == null) {
      throw new IllegalStateException("Expected a validation that was requested");
    }
    return state;
  }

  @EventSourcingHandler
  void evolve(ValidationEvent event) {
    id = event.validationId();
    state = ValidationState.evolved(state, event);
  }
}
