package dev.assay.sagas;

import java.time.Duration;
import java.time.Instant;

/** One thing that a process wants done. */
public sealed interface Step {
  /**
   * Send a command and wait for its result.
   *
   * @param label tells this command from the others that the same event causes; with the event's id
   *     it makes the command's id
   */
  record Send(String label, Object command) implements Step {}

  /**
   * Be reminded after some time; a reminder of the same name is replaced.
   *
   * @param detail handed to {@link Coordination#onDeadline}
   */
  record RemindAfter(String name, String detail, Duration after) implements Step {}

  /** Be reminded at a time, or at once if it has passed. */
  record RemindAt(String name, String detail, Instant at) implements Step {}

  /** No longer be reminded. */
  record Forget(String name) implements Step {}

  /** The process is over; its reminders go with it. */
  record End() implements Step {}
}
