package dev.assay.domain.validation.check;

import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.domain.budget.CountedText;
import dev.assay.domain.budget.StepBudget;
import dev.assay.domain.budget.StepBudgetExceeded;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * Whether a pattern is found in the text: {@code {mustMatch?, mustNotMatch?, flags?: "i",
 * message?}}, patterns as of {@link Pattern}. Both together may read {@value #STEPS} characters,
 * backtracking included; beyond that the verdict is ERROR.
 */
final class RegexCheck implements Check {
  static final long STEPS = 5_000_000;
  private static final int MAX_PATTERN_CHARS = 2_000;
  private static final String MUST = "mustMatch";
  private static final String MUST_NOT = "mustNotMatch";

  @Override
  public List<SettingFault> faults(JsonNode settings) {
    List<SettingFault> faults = new ArrayList<>();
    Settings.onlyKnown(settings, List.of(MUST, MUST_NOT, "flags", "message"), faults);
    if (!settings.has(MUST) && !settings.has(MUST_NOT)) {
      faults.add(new SettingFault("", "Expected mustMatch or mustNotMatch, but there is neither"));
    }
    for (String name : List.of(MUST, MUST_NOT)) {
      if (settings.has(name)) {
        patternFault(name, settings.get(name), faults);
      }
    }
    JsonNode flags = settings.path("flags");
    if (!flags.isMissingNode() && !(flags.isString() && flags.stringValue().matches("i?"))) {
      faults.add(new SettingFault("/flags", "Expected flags to be \"i\", but they are " + flags));
    }
    Settings.text(settings, "message", 500, faults);
    return faults;
  }

  private static void patternFault(String name, JsonNode pattern, List<SettingFault> faults) {
    String pointer = "/" + name;
    if (!pattern.isString() || pattern.stringValue().isEmpty()) {
      faults.add(
          new SettingFault(
              pointer, "Expected " + name + " to be a regular expression" + Settings.but(pattern)));
    } else if (pattern.stringValue().length() > MAX_PATTERN_CHARS) {
      faults.add(
          new SettingFault(
              pointer,
              "Expected a pattern of at most %d characters, but it has %d"
                  .formatted(MAX_PATTERN_CHARS, pattern.stringValue().length())));
    } else {
      try {
        Pattern.compile(pattern.stringValue());
      } catch (PatternSyntaxException e) {
        faults.add(
            new SettingFault(
                pointer,
                "Expected a regular expression, but at character %d: %s"
                    .formatted(e.getIndex() + 1, e.getDescription())));
      }
    }
  }

  @Override
  public Finding look(JsonNode settings, JsonNode content) {
    String text = ContentText.of(content);
    StepBudget budget = new StepBudget(STEPS);
    try {
      if (settings.has(MUST_NOT)) {
        List<Evidence> found = find(settings, MUST_NOT, text, budget, Quotes.MAX_COUNT);
        if (!found.isEmpty()) {
          String reason = "Expected nothing that matches %s, but found \"%s\"";
          return Finding.fail(0, said(settings, reason, MUST_NOT, found.getFirst().quote()), found);
        }
      }
      if (settings.has(MUST) && find(settings, MUST, text, budget, 1).isEmpty()) {
        String reason = "Expected something that matches %s, but found nothing";
        return Finding.fail(0, said(settings, reason, MUST, ""), List.of());
      }
      return Finding.pass("The text keeps to the pattern");
    } catch (StepBudgetExceeded e) {
      return Finding.error("Expected the pattern to be decided, but that takes " + e.getMessage());
    } catch (StackOverflowError e) {
      return Finding.error("Expected the pattern to be decided, but it nests too deeply");
    }
  }

  private static String said(JsonNode settings, String reason, String pattern, String found) {
    JsonNode message = settings.path("message");
    return message.isString()
        ? message.stringValue()
        : reason.formatted(settings.path(pattern).asString(), found);
  }

  private static List<Evidence> find(
      JsonNode settings, String name, String text, StepBudget budget, int most) {
    int flags =
        settings.path("flags").asString("").contains("i")
            ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE
            : 0;
    Pattern pattern = Pattern.compile(settings.path(name).asString(), flags);
    Matcher matcher = pattern.matcher(new CountedText(text, budget));
    List<Evidence> found = new ArrayList<>();
    while (found.size() < most && matcher.find()) {
      found.add(Quotes.of(text, matcher.start(), matcher.end()));
    }
    return found;
  }
}
