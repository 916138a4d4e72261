package dev.assay.eventstore.processing;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import java.time.Duration;

/**
 * When a deadline that failed is tried again: soon at first, then less and less often, for as long
 * as it takes. It is never given up, because something would then wait without end.
 */
final class DeadlineBackoff<T> implements FailureHandler<T> {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(1);

  @Override
  public void onFailure(ExecutionComplete failed, ExecutionOperations<T> deadline) {
    Duration pause = pauseAfter(failed.getExecution().consecutiveFailures);
    deadline.reschedule(failed, failed.getTimeDone().plus(pause));
  }

  /** The pause after the next failure, when there were so many in a row before it. */
  static Duration pauseAfter(int failures) {
    // More doublings than these would overflow, and are beyond the longest pause anyway.
    int doublings = Math.min(failures, 16);
    Duration pause = FIRST.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
