package dev.assay.replay.whatif;

import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.review.ReviewCommand.DecideReview;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfQuestion.OnMiss;
import dev.assay.api.whatif.WhatIfReport.Miss;
import dev.assay.replay.engine.Append;
import dev.assay.replay.engine.Happened;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gives a sandbox what people and models gave in the record, where it asks for the same, and counts
 * how often it did not.
 */
final class Inputs {
  /** Said of an answer that no model gave. */
  static final String MOCKED = "mocked";

  private static final int MOST_MISSES_SHOWN = 100;

  /** Something that comes from outside. */
  record Given(
      Instant at,
      Object command,
      Map<String, ?> metadata,
      UUID commandId,
      @Nullable Happened cause) {}

  private final AnswerBook answers;
  private final AnswersLeft left;
  private final DecisionBook decisions;
  private final WhatIfQuestion question;
  private final Fork fork;
  private final Places places = new Places();
  private final Map<String, Integer> turns = new HashMap<>();
  private final List<Miss> misses = new ArrayList<>();
  private int fromRecord;
  private int mocked;
  private int blocked;
  private boolean waits;

  Inputs(RecordedRun record, AnswerBook answers, WhatIfQuestion question, Fork fork) {
    this.answers = answers;
    this.left = new AnswersLeft(answers);
    this.decisions = new DecisionBook(record);
    this.question = question;
    this.fork = fork;
  }

  int fromRecord() {
    return fromRecord;
  }

  int mocked() {
    return mocked;
  }

  int blocked() {
    return blocked;
  }

  /** The first hundred. */
  List<Miss> misses() {
    return List.copyOf(misses);
  }

  boolean isBlocked() {
    return blocked > 0;
  }

  /** Whether something still waited for an input when the record was read. */
  boolean stillWaits() {
    return waits;
  }

  void waitsStill() {
    waits = true;
  }

  /** So that places have names. */
  void see(DomainEvent event) {
    places.see(event);
  }

  /**
   * What was asked is what was asked in the record, so what came of it there comes of it here.
   *
   * @param outcomes none where nothing had come of it when the record was read
   */
  void isRecorded(@Nullable ModelCallRequested request, List<Append> outcomes) {
    if (request != null) {
      turn(request);
    }
    boolean any = false;
    for (Append outcome : outcomes) {
      if (!(outcome.first().event() instanceof ModelAnswerArrivedLate)) {
        any = true;
        left.isGiven(outcome);
        fromRecord += fork.isReached() ? 1 : 0;
      }
    }
    waits |= !any;
  }

  /** Null where nobody answers. */
  @Nullable Given answer(Happened call, ModelCallRequested request) {
    int turn = turn(request);
    AnswerBook.Entry entry = left.next(request);
    if (entry != null) {
      fromRecord++;
      return recorded(call, request, entry);
    }
    String agent = places.agentOf(request.agentExecutionId());
    Given mock = question.onMiss() == OnMiss.MOCK ? mocked(call, request, agent, turn) : null;
    miss(
        new Miss(
            "model-answer",
            agent,
            request.model().toString(),
            places.ofAgent(request.agentExecutionId()),
            AnswerBook.hashOf(request),
            mock != null));
    return mock;
  }

  /** Null where nobody decides. */
  @Nullable Given decision(Happened review, ReviewOpened opened) {
    DecisionBook.Entry entry = decisions.on(opened.contentHash());
    if (entry != null) {
      fromRecord++;
      return recorded(review, opened, entry);
    }
    Given mock = question.onMiss() == OnMiss.MOCK ? mocked(review, opened) : null;
    miss(
        new Miss(
            "review-decision",
            null,
            null,
            places.ofValidation(opened.validationId()),
            opened.contentHash(),
            mock != null));
    return mock;
  }

  private void miss(Miss miss) {
    mocked += miss.mocked() ? 1 : 0;
    blocked += miss.mocked() ? 0 : 1;
    if (misses.size() < MOST_MISSES_SHOWN) {
      misses.add(miss);
    }
  }

  private int turn(ModelCallRequested request) {
    return turns.merge(places.agentOf(request.agentExecutionId()), 1, Integer::sum) - 1;
  }

  private Given recorded(Happened call, ModelCallRequested request, AnswerBook.Entry entry) {
    UUID id = Uuids.derived(call.eventId(), "what-if", "answer");
    Map<String, String> metadata = metadata(entry.outcome(), id);
    metadata.put(MetadataKeys.CAUSATION_ID, call.eventId().toString());
    DomainEvent outcome = entry.outcome().first().event();
    Object command =
        outcome instanceof ModelCallFailed failed
            ? new RecordModelFailure(
                request.agentExecutionId(), request.requestId(), id, failed.failure())
            : answer(request, id, ((ModelCallAnswered) outcome).answer());
    return new Given(sent(call, request).plus(entry.took()), command, metadata, id, call);
  }

  private @Nullable Given mocked(
      Happened call, ModelCallRequested request, String agent, int turn) {
    UUID id = Uuids.derived(call.eventId(), "what-if", "answer");
    JsonNode mock = question.mocks().get(agent);
    ModelAnswer answer;
    Duration took = answers.usualTime();
    if (mock != null) {
      answer = made(request, mock.isString() ? mock.stringValue() : mock.toString());
    } else {
      AnswerBook.Entry other = answers.ofAgent(agent, turn);
      if (other == null) {
        return null;
      }
      took = other.took();
      answer = made(request, other.outcome().theOnly(ModelCallAnswered.class).answer().text());
    }
    Map<String, Object> metadata = new HashMap<>(call.envelope());
    metadata.put(MetadataKeys.COMMAND_ID, id.toString());
    return new Given(
        sent(call, request).plus(took), answer(request, id, answer), metadata, id, call);
  }

  /** It costs nothing, since nobody was asked. */
  private static ModelAnswer made(ModelCallRequested request, String text) {
    return new ModelAnswer(
        text,
        request.model().provider(),
        request.model().model(),
        null,
        MOCKED,
        0,
        0,
        BigDecimal.ZERO,
        0,
        false);
  }

  private static RecordModelAnswer answer(
      ModelCallRequested request, UUID lease, ModelAnswer answer) {
    return new RecordModelAnswer(
        request.agentExecutionId(), request.requestId(), lease, true, answer);
  }

  private static Instant sent(Happened call, ModelCallRequested request) {
    return AnswerBook.later(call.at(), request.notBefore());
  }

  private Given recorded(Happened review, ReviewOpened opened, DecisionBook.Entry entry) {
    return decided(review, opened, entry, entry.decided().decision(), entry.decided().content());
  }

  /** By whoever decided last, since somebody must have. */
  private @Nullable Given mocked(Happened review, ReviewOpened opened) {
    DecisionBook.Entry last = decisions.last();
    ReviewDecision decision =
        question.mockDecision() != null
            ? question.mockDecision()
            : last == null ? null : last.decided().decision();
    if (decision == null) {
      return null;
    }
    JsonNode content =
        last != null && decision == ReviewDecision.EDIT ? last.decided().content() : null;
    if (last != null) {
      return decided(review, opened, last, decision, content);
    }
    UUID id = Uuids.derived(review.eventId(), "what-if", "decision");
    Map<String, Object> metadata = new HashMap<>(review.envelope());
    metadata.remove(MetadataKeys.CAUSATION_ID);
    metadata.put(MetadataKeys.COMMAND_ID, id.toString());
    metadata.put(MetadataKeys.ACTOR_ID, "what-if");
    metadata.remove(MetadataKeys.ACTOR_ON_BEHALF_OF);
    return new Given(
        review.at(),
        new DecideReview(opened.reviewId(), decision, opened.contentHash(), MOCKED, null, content),
        metadata,
        id,
        null);
  }

  private static Given decided(
      Happened review,
      ReviewOpened opened,
      DecisionBook.Entry entry,
      ReviewDecision decision,
      @Nullable JsonNode content) {
    UUID id = Uuids.derived(review.eventId(), "what-if", "decision");
    Map<String, String> metadata = metadata(entry.outcome(), id);
    metadata.remove(MetadataKeys.CAUSATION_ID);
    DecideReview command =
        new DecideReview(
            opened.reviewId(),
            decision,
            opened.contentHash(),
            entry.decided().reasonCode(),
            entry.decided().comment(),
            content);
    return new Given(review.at().plus(entry.took()), command, metadata, id, null);
  }

  private static Map<String, String> metadata(Append recorded, UUID commandId) {
    Map<String, String> metadata = new HashMap<>(recorded.first().metadata());
    metadata.remove(MetadataKeys.BUILD);
    metadata.remove(MetadataKeys.POLICY_VERSIONS);
    metadata.put(MetadataKeys.COMMAND_ID, commandId.toString());
    return metadata;
  }
}
