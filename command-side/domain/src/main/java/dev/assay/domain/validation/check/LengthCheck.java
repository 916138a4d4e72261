package dev.assay.domain.validation.check;

import dev.assay.api.validation.Verdict.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * How long the text is: {@code {minWords?, maxWords?, minChars?, maxChars?}}. Words are what white
 * space separates; characters are Unicode code points. The score falls with the distance from the
 * limit.
 */
final class LengthCheck implements Check {
  private static final List<String> NAMES = List.of("minWords", "maxWords", "minChars", "maxChars");
  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  public List<SettingFault> faults(JsonNode settings) {
    List<SettingFault> faults = new ArrayList<>();
    Settings.onlyKnown(settings, NAMES, faults);
    if (NAMES.stream().noneMatch(settings::has)) {
      faults.add(
          new SettingFault(
              "", "Expected at least one of " + String.join(", ", NAMES) + ", but there is none"));
    }
    for (String name : NAMES) {
      JsonNode limit = settings.path(name);
      if (!limit.isMissingNode() && !(limit.canConvertToInt() && limit.intValue() >= 0)) {
        faults.add(
            new SettingFault(
                "/" + name,
                "Expected " + name + " to be a whole number from 0" + Settings.but(limit)));
      }
    }
    if (faults.isEmpty()) {
      inOrder(settings, "minWords", "maxWords", faults);
      inOrder(settings, "minChars", "maxChars", faults);
    }
    return faults;
  }

  private static void inOrder(
      JsonNode settings, String least, String most, List<SettingFault> faults) {
    if (settings.has(least)
        && settings.has(most)
        && settings.get(least).intValue() > settings.get(most).intValue()) {
      faults.add(new SettingFault("/" + least, "Expected " + least + " to be at most " + most));
    }
  }

  @Override
  public Finding look(JsonNode settings, JsonNode content) {
    String text = ContentText.of(content);
    int words = words(text);
    int chars = text.codePointCount(0, text.length());
    if (words < settings.path("minWords").asInt(0)) {
      return tooShort("words", settings.path("minWords").asInt(), words);
    }
    if (words > settings.path("maxWords").asInt(Integer.MAX_VALUE)) {
      int most = settings.path("maxWords").asInt();
      return tooLong("words", most, words, text, startOfWord(text, most + 1));
    }
    if (chars < settings.path("minChars").asInt(0)) {
      return tooShort("characters", settings.path("minChars").asInt(), chars);
    }
    if (chars > settings.path("maxChars").asInt(Integer.MAX_VALUE)) {
      int most = settings.path("maxChars").asInt();
      return tooLong("characters", most, chars, text, text.offsetByCodePoints(0, most));
    }
    return Finding.pass("The text has %d words and %d characters".formatted(words, chars));
  }

  private static Finding tooShort(String unit, int least, int actual) {
    return Finding.fail(
        (double) actual / least,
        "Expected at least %d %s, but there are %d".formatted(least, unit, actual),
        List.of());
  }

  private static Finding tooLong(String unit, int most, int actual, String text, int from) {
    Evidence rest = Quotes.of(text, from, text.length());
    return Finding.fail(
        (double) most / actual,
        "Expected at most %d %s, but there are %d".formatted(most, unit, actual),
        List.of(rest));
  }

  private static int words(String text) {
    Matcher matcher = WORD.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static int startOfWord(String text, int number) {
    Matcher matcher = WORD.matcher(text);
    for (int i = 0; i < number; i++) {
      matcher.find();
    }
    return matcher.start();
  }
}
