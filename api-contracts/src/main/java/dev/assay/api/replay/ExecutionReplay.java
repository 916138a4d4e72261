package dev.assay.api.replay;

import java.time.Instant;
import java.util.List;

/**
 * Decides anew what was run: executions of workflows, and agents, validations and conversations by
 * themselves. It has no way to anything outside: no model, no network, no file.
 */
public interface ExecutionReplay {
  /** The aggregates whose events are decided anew. */
  List<String> AGGREGATES =
      List.of("WorkflowExecution", "AgentExecution", "Validation", "Review", "Conversation");

  /** The most events of one record. */
  int MOST_EVENTS = 50_000;

  /**
   * Carries out every command again, with recorded answers, decisions of people, times and ids, and
   * compares each event with the recorded one.
   *
   * @param record all events of what was run and of what worked for it, by position
   * @param readAt when the record was read: what is younger than a minute may not be complete
   */
  Verification verify(List<RecordedEvent> record, Instant readAt);
}
