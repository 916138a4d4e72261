package dev.assay.api.workflowexecution;

/** The kinds of task that can be executed. */
public enum TaskKind {
  DO,
  SET,
  FORK,
  SWITCH,
  AGENT,
  VALIDATE
}
