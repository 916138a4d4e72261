package dev.assay.sagas.validationpipeline;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewCommand.CloseReview;
import dev.assay.api.review.ReviewCommand.MarkReviewOverdue;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.Verdict;
import dev.assay.sagas.Coordination;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a validation waits for: the verdicts of a round, the producer's revision, or a person. The
 * aggregate decides; this process only sees to it that somebody works and that no wait is without
 * end. It keeps no text of what is judged: it is stored beside the record, unsealed.
 *
 * @param validation null before the first event
 * @param round the last round that was opened; 0 before
 * @param judging the judges that have not answered
 * @param revising null while nobody revises
 */
public record ValidationPipelineProcess(
    @Nullable ValidationId validation,
    int round,
    List<Judging> judging,
    @Nullable Revising revising)
    implements Coordination<ValidationPipelineProcess> {

  static final ValidationPipelineProcess NEW =
      new ValidationPipelineProcess(null, 0, List.of(), null);

  static final String ROUND = "round";
  static final String REVISION = "revision";
  static final String REVIEW = "review";

  // A reminder's commands are caused by the event that asked for it, as those of that event are: a
  // label of their own keeps them from having the same id.
  private static final String OVERDUE = "review-overdue";
  private static final String LATE = "revision-late";

  @Override
  public Decision<ValidationPipelineProcess> on(UUID eventId, DomainEvent event) {
    return switch (event) {
      case RoundOpened opened when opened.round() > round -> open(eventId, opened);
      case RoundConcluded concluded when concluded.round() == round -> conclude();
      case RevisionRequested asked when revising == null || revising.round() < asked.round() ->
          revise(eventId, asked);
      case ValidationEscalated escalated -> WorkOrders.review(this, escalated);
      case ReviewDecided decided -> decide(decided);
      case ValidationAccepted accepted -> end();
      case ValidationRejected rejected -> end();
      case ValidationCancelled cancelled -> cancelled(cancelled);
      case Ended ended -> ended(ended);
      default -> Decision.of(this);
    };
  }

  @Override
  public Decision<ValidationPipelineProcess> onDeadline(String name, String detail) {
    if (validation == null) {
      return Decision.of(this);
    }
    return switch (name) {
      case ROUND ->
          Decision.of(
              this, new Step.Send(ROUND, new TimeOutRound(validation, Integer.parseInt(detail))));
      case REVISION -> revisionTooLate(validation, Integer.parseInt(detail));
      case REVIEW ->
          Decision.of(this, new Step.Send(OVERDUE, new MarkReviewOverdue(ReviewId.of(detail))));
      default -> Decision.of(this);
    };
  }

  @Override
  public Decision<ValidationPipelineProcess> onRefusal(Object command, CommandRejected why) {
    if (command instanceof SubmitRevision refused) {
      // Content that cannot be taken must not leave the validation waiting for ever.
      String reason = "The revision was refused. " + why.getMessage();
      return Decision.of(
          this,
          new Step.Send(
              REVISION, new FailRevision(refused.validationId(), refused.round(), reason)));
    }
    if (!(command instanceof StartAgentExecution start) || validation == null) {
      return Decision.of(this);
    }
    String reason = "The agent " + start.agent() + " could not be started. " + why.getMessage();
    Judge judge = judge(start.agentExecutionId());
    if (judge != null) {
      return verdict(
          start.agentExecutionId(),
          JudgesAnswer.error(judge.validator(), judge.agent(), reason, null));
    }
    return revises(start.agentExecutionId()) ? revisionFailed(reason) : Decision.of(this);
  }

  private Decision<ValidationPipelineProcess> open(UUID eventId, RoundOpened opened) {
    WorkOrders.Round work = WorkOrders.round(eventId, opened);
    ValidationPipelineProcess next =
        new ValidationPipelineProcess(opened.validationId(), opened.round(), work.judging(), null);
    return new Decision<>(next, work.steps());
  }

  private Decision<ValidationPipelineProcess> conclude() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Forget(ROUND));
    for (Judging late : judging) {
      steps.add(cancel(late.execution(), "The round is concluded without this verdict"));
    }
    return new Decision<>(
        new ValidationPipelineProcess(validation, round, List.of(), revising), steps);
  }

  private Decision<ValidationPipelineProcess> revise(UUID eventId, RevisionRequested asked) {
    StartAgentExecution start = WorkOrders.revision(eventId, asked);
    Revising now =
        new Revising(asked.round(), start.agentExecutionId(), asked.producer().outputPointer());
    return Decision.of(
        new ValidationPipelineProcess(asked.validationId(), round, judging, now),
        WorkOrders.within(REVISION, asked.round(), asked.timeoutSeconds()),
        new Step.Send(REVISION, start));
  }

  private Decision<ValidationPipelineProcess> decide(ReviewDecided decided) {
    String comment = decided.comment();
    String reason =
        comment == null || comment.isBlank()
            ? decided.reasonCode()
            : decided.reasonCode() + ": " + comment;
    return Decision.of(
        this,
        new Step.Forget(REVIEW),
        new Step.Send(
            "decision",
            new ApplyReviewDecision(
                decided.validationId(),
                decided.reviewId(),
                decided.decision(),
                decided.reviewer(),
                reason,
                decided.content())));
  }

  private Decision<ValidationPipelineProcess> ended(Ended ended) {
    AgentExecutionId execution = ended.agentExecutionId();
    Judge judge = judge(execution);
    if (judge == null) {
      return revises(execution) ? revised(ended) : Decision.of(this);
    }
    String agent = judge.agent();
    Verdict verdict =
        switch (ended) {
          case AgentExecutionCompleted done ->
              JudgesAnswer.read(judge, done.agentVersion(), done.output(), execution);
          case AgentExecutionFailed failed ->
              JudgesAnswer.error(
                  judge.validator(),
                  agent,
                  "The judge failed (" + failed.code() + "): " + failed.message(),
                  execution);
          case AgentExecutionCancelled cancelled ->
              JudgesAnswer.error(
                  judge.validator(),
                  agent,
                  "The judge was cancelled: " + cancelled.reason(),
                  execution);
        };
    return verdict(execution, verdict);
  }

  private Decision<ValidationPipelineProcess> revised(Ended ended) {
    return switch (ended) {
      case AgentExecutionCompleted done -> submit(done);
      case AgentExecutionFailed failed ->
          revisionFailed("The producer failed (" + failed.code() + "): " + failed.message());
      case AgentExecutionCancelled cancelled ->
          revisionFailed("The producer was cancelled: " + cancelled.reason());
    };
  }

  private Decision<ValidationPipelineProcess> submit(AgentExecutionCompleted done) {
    if (validation == null || revising == null) {
      return Decision.of(this);
    }
    JsonNode content = WorkOrders.at(done.output(), revising.outputPointer());
    if (content == null) {
      return revisionFailed(
          "Expected the output of %s to have a value at %s, but it has none"
              .formatted(done.agent(), revising.outputPointer()));
    }
    return Decision.of(
        idle(),
        new Step.Forget(REVISION),
        new Step.Send(REVISION, new SubmitRevision(validation, revising.round(), content)));
  }

  private Decision<ValidationPipelineProcess> revisionTooLate(
      ValidationId validation, int refused) {
    if (revising == null || revising.round() != refused) {
      return Decision.of(this);
    }
    return Decision.of(
        idle(),
        new Step.Send(
            LATE, new FailRevision(validation, revising.round(), "The producer took too long")),
        cancel(revising.execution(), "The revision took too long"));
  }

  private Decision<ValidationPipelineProcess> revisionFailed(String reason) {
    if (validation == null || revising == null) {
      return Decision.of(this);
    }
    return Decision.of(
        idle(),
        new Step.Forget(REVISION),
        new Step.Send(REVISION, new FailRevision(validation, revising.round(), reason)));
  }

  private Decision<ValidationPipelineProcess> verdict(AgentExecutionId execution, Verdict verdict) {
    if (validation == null) {
      return Decision.of(this);
    }
    List<Judging> rest = judging.stream().filter(j -> !j.execution().equals(execution)).toList();
    return Decision.of(
        new ValidationPipelineProcess(validation, round, rest, revising),
        new Step.Send(
            "verdict:" + verdict.validator(), new RecordVerdict(validation, round, verdict)));
  }

  private Decision<ValidationPipelineProcess> end() {
    List<Step> steps = new ArrayList<>();
    judging.forEach(j -> steps.add(cancel(j.execution(), "The validation is over")));
    if (revising != null) {
      steps.add(cancel(revising.execution(), "The validation is over"));
    }
    steps.add(new Step.End());
    return new Decision<>(new ValidationPipelineProcess(validation, round, List.of(), null), steps);
  }

  private Decision<ValidationPipelineProcess> cancelled(ValidationCancelled cancelled) {
    ReviewId review = cancelled.reviewId();
    Decision<ValidationPipelineProcess> end = end();
    if (review == null) {
      return end;
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Send(REVIEW, new CloseReview(review, cancelled.reason())));
    steps.addAll(end.steps());
    return new Decision<>(end.next(), steps);
  }

  private ValidationPipelineProcess idle() {
    return new ValidationPipelineProcess(validation, round, judging, null);
  }

  private @Nullable Judge judge(AgentExecutionId execution) {
    return judging.stream()
        .filter(j -> j.execution().equals(execution))
        .map(Judging::judge)
        .findFirst()
        .orElse(null);
  }

  private boolean revises(AgentExecutionId execution) {
    return revising != null && revising.execution().equals(execution);
  }

  private static Step cancel(AgentExecutionId execution, String reason) {
    return new Step.Send("cancel:" + execution, new CancelAgentExecution(execution, reason));
  }
}
