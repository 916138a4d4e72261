package dev.assay.api.replay;

import java.time.Instant;
import java.util.List;

/** Decides executions anew. It has no way to anything outside: no model, no network, no file. */
public interface ExecutionReplay {
  /** The aggregates whose events are decided anew. */
  List<String> AGGREGATES = List.of("WorkflowExecution", "AgentExecution", "Validation", "Review");

  /** The most events of one execution. */
  int MOST_EVENTS = 50_000;

  /**
   * Carries out every command again, with recorded answers, decisions of people, times and ids, and
   * compares each event with the recorded one.
   *
   * @param record all events of one execution and of what worked for it, by position
   * @param readAt when the record was read: what is younger than a minute may not be complete
   */
  Verification verify(List<RecordedEvent> record, Instant readAt);
}
