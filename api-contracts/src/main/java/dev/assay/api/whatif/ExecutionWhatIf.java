package dev.assay.api.whatif;

import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.replay.RecordedEvent;
import java.time.Instant;
import java.util.List;

/**
 * Runs executions again with something changed. Like {@link dev.assay.api.replay.ExecutionReplay}
 * it has no way to anything outside, and nothing that it does is appended anywhere.
 */
public interface ExecutionWhatIf {
  /**
   * Forks an execution and runs the fork to its end. Refuses a question that cannot be asked of
   * this execution with {@code UNPROCESSABLE}: changes of what it has not, or before the task to
   * fork at.
   *
   * @param record all events of one execution and of what worked for it, by position
   * @param readAt when the record was read
   * @param agents every version of the agents that the execution or the changes name
   */
  WhatIfReport ask(
      List<RecordedEvent> record,
      Instant readAt,
      WhatIfQuestion question,
      List<AgentVersionRegistered> agents);
}
