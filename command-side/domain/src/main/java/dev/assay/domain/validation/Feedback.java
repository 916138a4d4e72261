package dev.assay.domain.validation;

import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Evidence;
import java.util.List;
import java.util.stream.Collectors;

/** What failing verdicts say, as text. */
final class Feedback {
  private static final int MAX_FEEDBACK_CHARS = 8_000;
  private static final int MAX_REASON_CHARS = 2_000;
  private static final int MAX_QUOTES = 3;

  private Feedback() {}

  /** For the producer: numbered points with the words that each rests on. */
  static String forProducer(List<Verdict> failing) {
    StringBuilder text = new StringBuilder("The draft was refused. Mend these points:");
    int number = 0;
    for (Verdict verdict : failing) {
      text.append("\n%d. %s: %s".formatted(++number, verdict.validator(), verdict.reason()));
      for (Evidence evidence : verdict.evidence().stream().limit(MAX_QUOTES).toList()) {
        text.append("\n   - \"").append(evidence.quote()).append('"');
        if (evidence.note() != null) {
          text.append(" (").append(evidence.note()).append(')');
        }
      }
    }
    return clip(text.toString(), MAX_FEEDBACK_CHARS);
  }

  /** In one line, for a record or a person. */
  static String reason(List<Verdict> failing) {
    return clip(
        failing.stream()
            .map(verdict -> verdict.validator() + ": " + verdict.reason())
            .collect(Collectors.joining("; ")),
        MAX_REASON_CHARS);
  }

  static String clip(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
