package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.replay.Verification;
import dev.assay.api.whatif.ExecutionWhatIf;
import dev.assay.api.whatif.Lane;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfReport;
import dev.assay.api.whatif.WhatIfReport.Conclusion;
import dev.assay.replay.engine.Happened;
import dev.assay.replay.engine.Timetable;
import dev.assay.replay.verification.InMemoryReplay;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs what-ifs in the memory of this process. An execution is verified first: one that does not
 * come out as it was recorded says nothing about changes. Then it is run twice, with nothing
 * changed and with the changes, by the same means, so that what the means do is not taken for the
 * changes.
 */
public final class InMemoryWhatIf implements ExecutionWhatIf {
  private final InMemoryReplay replay = new InMemoryReplay();

  /** One run, and where its inputs came from. */
  private record Run(List<Happened> happened, Inputs inputs, List<String> notApplicable) {
    Lane lane() {
      LaneFold fold = new LaneFold();
      happened.forEach(event -> fold.see(event.event(), event.at()));
      return fold.lane(inputs.isBlocked());
    }
  }

  @Override
  public WhatIfReport ask(
      List<RecordedEvent> events,
      Instant readAt,
      WhatIfQuestion question,
      List<AgentVersionRegistered> agents) {
    Timetable timetable = timetable(events, readAt);
    RecordedRun record = new RecordedRun(events);
    LaneFold observed = new LaneFold();
    events.forEach(event -> observed.see(event.event(), event.timestamp()));
    AnswerBook answers = new AnswerBook(record);
    Run replayed = run(record, timetable, answers, WhatIfQuestion.identity(), agents, readAt);
    Run candidate = run(record, timetable, answers, question, agents, readAt);
    return report(observed.lane(false), replayed.lane(), candidate);
  }

  /** Everything that happens in a candidate. */
  static List<Happened> happened(
      List<RecordedEvent> events,
      Instant readAt,
      WhatIfQuestion question,
      List<AgentVersionRegistered> agents) {
    Timetable timetable = new InMemoryWhatIf().timetable(events, readAt);
    RecordedRun record = new RecordedRun(events);
    return run(record, timetable, new AnswerBook(record), question, agents, readAt).happened();
  }

  private Timetable timetable(List<RecordedEvent> events, Instant readAt) {
    Timetable timetable = new Timetable();
    Verification verification = replay.verify(events, readAt, timetable);
    switch (verification.outcome()) {
      case EQUAL -> {
        return timetable;
      }
      case NOT_VERIFIABLE ->
          throw refused(
              "Expected an execution of which every text can be read, but some have been erased");
      case DIVERGED -> {
        long position =
            verification.divergence() == null ? 0 : verification.divergence().position();
        throw refused(
            "Expected an execution that this program decides as it was recorded, but it diverges at position %d: replay it in mode verify"
                .formatted(position));
      }
    }
    throw new IllegalStateException("A verification has one of three outcomes");
  }

  private static Run run(
      RecordedRun record,
      Timetable timetable,
      AnswerBook answers,
      WhatIfQuestion question,
      List<AgentVersionRegistered> agents,
      Instant readAt) {
    ChangedAgents changed = new ChangedAgents(question.changes());
    SandboxLookups lookups = new SandboxLookups(record, question.changes(), changed, agents);
    lookups.requireAgents();
    Fork fork = new Fork(record, question);
    Inputs inputs = new Inputs(record, answers, question, fork);
    Sandbox sandbox = new Sandbox(record, timetable, lookups, inputs, fork, readAt);
    List<Happened> happened = sandbox.run();
    return new Run(happened, inputs, sandbox.notApplicable());
  }

  private static WhatIfReport report(Lane observed, Lane replayed, Run run) {
    Inputs inputs = run.inputs();
    Lane candidate = run.lane();
    String reason = notComparable(observed, replayed, inputs);
    boolean isGood = candidate.status().equals("COMPLETED") && candidate.rejected() == 0;
    int all = inputs.fromRecord() + inputs.mocked() + inputs.blocked();
    return new WhatIfReport(
        reason != null
            ? Conclusion.NOT_COMPARABLE
            : Comparison.decidedTheSame(replayed, candidate)
                ? Conclusion.SAME
                : Conclusion.DIFFERENT,
        reason,
        reason == null && isGood,
        all == 0 ? 1 : (double) inputs.fromRecord() / all,
        inputs.fromRecord(),
        inputs.mocked(),
        inputs.blocked(),
        inputs.misses(),
        run.notApplicable(),
        observed,
        replayed,
        candidate,
        Comparison.of(observed, replayed, candidate));
  }

  private static @Nullable String notComparable(Lane observed, Lane replayed, Inputs inputs) {
    if (inputs.mocked() + inputs.blocked() > 0) {
      return "The record has no answer for %d of the candidate's inputs: %d were made up, and nobody gave %d"
          .formatted(inputs.mocked() + inputs.blocked(), inputs.mocked(), inputs.blocked());
    }
    return Comparison.decidedTheSame(observed, replayed)
        ? null
        : "With nothing changed the run beside the record is not as it was recorded";
  }

  private static CommandRejected refused(String why) {
    return new CommandRejected(RejectionCode.UNPROCESSABLE, why);
  }
}
