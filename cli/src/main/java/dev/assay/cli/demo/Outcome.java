package dev.assay.cli.demo;

import dev.assay.cli.Terminal;

/** What came of a document. */
enum Outcome {
  ACCEPTED("accepted"),
  ACCEPTED_AFTER_REVISION("accepted after revision"),
  REJECTED("rejected"),
  ESCALATED("escalated to a person"),
  FAULTED("faulted"),
  CANCELLED("cancelled"),
  RUNNING("still running");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether the program, not the document, is the trouble. */
  boolean isTrouble() {
    return this == FAULTED || this == CANCELLED || this == RUNNING;
  }

  String painted(Terminal terminal, String text) {
    return switch (this) {
      case ACCEPTED, ACCEPTED_AFTER_REVISION -> terminal.green(text);
      case ESCALATED -> terminal.yellow(text);
      case REJECTED, FAULTED, CANCELLED, RUNNING -> terminal.red(text);
    };
  }
}
