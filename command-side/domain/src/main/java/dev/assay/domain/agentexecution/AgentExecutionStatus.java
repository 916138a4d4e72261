package dev.assay.domain.agentexecution;

import java.util.EnumSet;
import java.util.Set;

/** Where an agent execution stands in its life. */
public enum AgentExecutionStatus {
  /** Nothing has been asked yet; left within the same append. */
  STARTED,
  /** A model call is wanted or under way. */
  CALLING,
  /** A model has answered; left within the same append. */
  ANSWERED,
  /** A call has failed; left within the same append. */
  CALL_FAILED,
  /** The answer does not match the output schema; left within the same append. */
  OUTPUT_REFUSED,
  COMPLETED,
  FAILED,
  CANCELLED;

  static final Set<AgentExecutionStatus> ENDED = EnumSet.of(COMPLETED, FAILED, CANCELLED);
  static final Set<AgentExecutionStatus> OPEN = EnumSet.complementOf(EnumSet.copyOf(ENDED));
}
