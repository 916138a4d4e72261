package dev.assay.query.replays;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventJson;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.replay.Verification;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import dev.assay.query.recorded.ExecutionEvents;
import dev.assay.query.whatif.KeptQuestion;
import dev.assay.query.whatif.Questions;
import dev.assay.query.whatif.WhatIfWork;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what a replay asks for. Its result is kept with all texts sealed, as the record keeps them.
 */
final class ReplayWork {
  private final ExecutionEvents executions;
  private final ExecutionReplay replay;
  private final WhatIfWork whatIf;
  private final Questions questions;
  private final Sealing sealing;
  private final MeterRegistry meters;
  private final Clock clock;

  ReplayWork(
      ExecutionEvents executions,
      ExecutionReplay replay,
      WhatIfWork whatIf,
      Questions questions,
      Sealing sealing,
      MeterRegistry meters,
      Clock clock) {
    this.executions = executions;
    this.replay = replay;
    this.whatIf = whatIf;
    this.questions = questions;
    this.sealing = sealing;
    this.meters = meters;
    this.clock = clock;
    // There from the start, so that a graph of divergences shows zero.
    Arrays.stream(Verification.Outcome.values()).forEach(outcome -> runs(meters, outcome));
  }

  private static Counter runs(MeterRegistry meters, Verification.Outcome outcome) {
    return meters.counter(
        "replay.runs_total",
        "mode",
        ReplayJob.VERIFY,
        "outcome",
        outcome.name().toLowerCase(Locale.ROOT));
  }

  /** The result as JSON, sealed. */
  JsonNode of(ReplayJob job) {
    return job.isWhatIf() ? answered(job) : verified(job);
  }

  private JsonNode answered(ReplayJob job) {
    KeptQuestion question = questions.opened(job.request(), job.tenant());
    return whatIf.answer(job.tenant(), job.executionId(), question, job.replayId()).sealed();
  }

  private JsonNode verified(ReplayJob job) {
    Instant readAt = clock.instant();
    List<RecordedEvent> record = executions.read(job.tenant(), job.executionId());
    Verification verification = replay.verify(record, readAt);
    runs(meters, verification.outcome()).increment();
    return sealed(job, verification, record.getFirst());
  }

  private JsonNode sealed(ReplayJob job, Verification verification, RecordedEvent first) {
    ObjectNode json = EventJson.mapper().valueToTree(verification);
    Whose whose =
        new Whose(
            job.tenant().value(),
            first.metadata().get(MetadataKeys.SUBJECT),
            RetentionClass.of(first.aggregateType()),
            job.replayId());
    sealing.seal(json, verification, whose);
    return json;
  }
}
