package dev.assay.sagas.validationpipeline;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.api.validation.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns what a judge agent said into a verdict. A judge is a model: whatever it says that is not
 * {@code {score: 0..1, outcome: "PASS"|"FAIL", reason, evidence?: [{quote, note?}]}} becomes a
 * verdict of outcome ERROR that says what was expected, never an exception.
 */
final class JudgesAnswer {
  private static final int MOST_EVIDENCE = 20;
  private static final int LONGEST_QUOTE = 500;
  private static final int LONGEST_REASON = 2_000;

  private JudgesAnswer() {}

  /**
   * @param version of the agent that answered; null where it is not known
   */
  static Verdict read(
      Judge judge, int version, JsonNode output, AgentExecutionId agentExecutionId) {
    String says = judge.agent() + "@" + version;
    try {
      JsonNode answer = object(output);
      double score = score(answer.get("score"));
      Outcome outcome = outcome(answer.get("outcome"));
      String reason = reason(answer.get("reason"));
      List<Evidence> evidence = evidence(answer.get("evidence"));
      Double threshold = judge.threshold();
      if (threshold != null && outcome == Outcome.PASS && score < threshold) {
        outcome = Outcome.FAIL;
        reason =
            String.format(
                Locale.ROOT,
                "The score %.2f is under the rubric's threshold %.2f: %s",
                score,
                threshold,
                reason);
      }
      return new Verdict(
          judge.validator(),
          says,
          ValidatorKind.JUDGE,
          outcome,
          score,
          cut(reason, LONGEST_REASON),
          evidence,
          agentExecutionId);
    } catch (Malformed e) {
      return error(
          judge.validator(),
          says,
          "The judge's answer cannot be read: " + e.getMessage(),
          agentExecutionId);
    }
  }

  /** The verdict of a judge that could not say. */
  static Verdict error(
      String validator, String version, String reason, @Nullable AgentExecutionId execution) {
    return new Verdict(
        validator,
        version,
        ValidatorKind.JUDGE,
        Outcome.ERROR,
        0,
        cut(reason, LONGEST_REASON),
        List.of(),
        execution);
  }

  private static JsonNode object(JsonNode output) {
    JsonNode answer = output;
    if (output.isString()) {
      try {
        answer = EventJson.mapper().readTree(output.stringValue());
      } catch (JacksonException e) {
        throw new Malformed("expected one JSON object, but got text");
      }
    }
    if (answer == null || !answer.isObject()) {
      throw new Malformed("expected one JSON object");
    }
    return answer;
  }

  private static double score(@Nullable JsonNode score) {
    if (score == null || !score.isNumber()) {
      throw new Malformed("expected score to be a number from 0 to 1");
    }
    double value = score.doubleValue();
    if (!(value >= 0 && value <= 1)) {
      throw new Malformed("expected score from 0 to 1, but it is " + value);
    }
    return value;
  }

  private static Outcome outcome(@Nullable JsonNode outcome) {
    String value = outcome != null && outcome.isString() ? outcome.stringValue() : "";
    return switch (value) {
      case "PASS" -> Outcome.PASS;
      case "FAIL" -> Outcome.FAIL;
      default -> throw new Malformed("expected outcome to be PASS or FAIL");
    };
  }

  private static String reason(@Nullable JsonNode reason) {
    if (reason == null || !reason.isString() || reason.stringValue().isBlank()) {
      throw new Malformed("expected reason to be a sentence");
    }
    return reason.stringValue().strip();
  }

  private static List<Evidence> evidence(@Nullable JsonNode items) {
    if (items == null || items.isNull()) {
      return List.of();
    }
    if (!items.isArray()) {
      throw new Malformed("expected evidence to be a list");
    }
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode item : items) {
      JsonNode quote = item.get("quote");
      if (quote == null || !quote.isString()) {
        throw new Malformed("expected each evidence to have a quote");
      }
      if (evidence.size() < MOST_EVIDENCE) {
        evidence.add(quoted(quote.stringValue(), item.get("note")));
      }
    }
    return evidence;
  }

  /** Where the quote is in the content is found by the validation, which has the content. */
  private static Evidence quoted(String said, @Nullable JsonNode note) {
    return new Evidence(
        cut(said, LONGEST_QUOTE),
        null,
        null,
        note != null && note.isString() ? cut(note.stringValue(), LONGEST_QUOTE) : null);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** What is wrong with an answer; it never leaves this class. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }
}
