package dev.assay.domain.workflowexecution;

/** Where an execution stands. */
public enum ExecutionStatus {
  /** Accepted; no task has begun. */
  PENDING,
  RUNNING,
  /** Running, and at least one task waits for a person. */
  WAITING,
  /** What runs is recorded when it ends; nothing new begins. */
  PAUSED,
  COMPLETED,
  /** Ended by an error; it can be retried. */
  FAULTED,
  CANCELLED;

  /** Whether new tasks may begin. */
  boolean goesOn() {
    return this == PENDING || this == RUNNING || this == WAITING;
  }
}
