package dev.assay.api.privacy;

import java.util.Arrays;
import java.util.Locale;

/** What is kept for the same time. A tenant says how long (setting {@code retention.<class>}). */
public enum RetentionClass {
  /** What people put in and models answered: executions and conversations. */
  CONTENT,
  /** What was judged and decided, by validators and by people. */
  DECISION,
  /** How the tenant is run. */
  ADMINISTRATION;

  /** Of the events of an aggregate type, as in the event catalogue. */
  public static RetentionClass of(String aggregateType) {
    return switch (aggregateType) {
      case "AgentExecution", "WorkflowExecution", "Conversation" -> CONTENT;
      case "Validation", "Review" -> DECISION;
      default -> ADMINISTRATION;
    };
  }

  /** The name in settings and in the key store, such as {@code content}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #wire}. Throws {@link IllegalArgumentException} for anything else. */
  public static RetentionClass named(String wire) {
    return Arrays.stream(values())
        .filter(known -> known.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a retention class, but got " + wire));
  }
}
