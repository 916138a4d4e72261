package dev.assay.api.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A process manager, as the API, the metrics and the database name it. */
public enum ProcessManager {
  VALIDATION_PIPELINE("Leads each validation from its first round to its decision"),
  EXECUTION_COORDINATION("Has the tasks of each execution done and hands back their results"),
  CONVERSATION_REPLY("Has an agent answer each message of a conversation"),
  TIME_LIMIT("Ends each agent execution that takes too long");

  private final String summary;

  ProcessManager(String summary) {
    this.summary = summary;
  }

  /** Such as {@code validation-pipeline}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in one sentence for operators. */
  public String summary() {
    return summary;
  }

  public static Optional<ProcessManager> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key().equals(key)).findFirst();
  }
}
