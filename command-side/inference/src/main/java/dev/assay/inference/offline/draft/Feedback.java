package dev.assay.inference.offline.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a drafter is asked to mend, read from the words of the feedback.
 *
 * @param maxWords null where no upper limit is named
 * @param minWords null where no lower limit is named
 * @param shorter whether it is called too long without a number
 * @param faults quotes of what must go
 * @param missing quotes of what must come in
 * @param personalData whether personal data are to be removed
 */
record Feedback(
    @Nullable Integer maxWords,
    @Nullable Integer minWords,
    boolean shorter,
    List<String> faults,
    List<String> missing,
    boolean personalData) {

  static final Feedback NONE = new Feedback(null, null, false, List.of(), List.of(), false);

  private static final Pattern MOST =
      Pattern.compile(
          "(?i)(?:at most|no more than|not more than|maximum of|maximum is|up to|limit of|limit is|exceed|fewer than|under|shorter than|within|≤|maxWords\\W{1,4}) ?(\\d{1,6}) ?words|\\bmaxWords\\W{1,4}(\\d{1,6})|(\\d{1,6}) words (?:or fewer|or less|at most|allowed)");
  private static final Pattern LEAST =
      Pattern.compile(
          "(?i)(?:at least|no fewer than|minimum of|≥) (\\d{1,6}) words|\\bminWords\\W{1,4}(\\d{1,6})");
  private static final Pattern BETWEEN =
      Pattern.compile("(?i)(\\d{1,6}) ?(?:to|-|–|and) ?(\\d{1,6}) words");
  private static final Pattern QUOTE = Pattern.compile("[\"“«]([^\"”»\\n]{2,600})[\"”»]");
  private static final Pattern ITEM =
      Pattern.compile("^\\s+[-*•] \"(?<quote>.{2,600})\"(?: \\((?<note>[^\"]{1,600})\\))?$");
  private static final Pattern LENGTH =
      Pattern.compile("(?i)\\d (?:words|characters)\\b(?! in one sentence)|too long|too short");
  private static final int MOST_LINES = 500;
  private static final Pattern MISSING =
      Pattern.compile(
          "(?i)\\b(?:missing|add|omits?|omitted|leaves out|left out|does not (?:say|mention|tell|cover)|should (?:say|mention)|not covered)\\b");
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?i)personal|privacy|\\bpii\\b|e-?mail|phone|iban|identif|date of birth|address|private person");
  private static final Pattern TOO_LONG =
      Pattern.compile("(?i)too long|shorten|shorter|too many words");

  static Feedback of(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    Quoted quoted = new Quoted();
    text.lines().limit(MOST_LINES).forEach(quoted::line);
    Matcher between = BETWEEN.matcher(text);
    boolean range = between.find();
    return new Feedback(
        range ? Integer.valueOf(between.group(2)) : smallest(MOST, text),
        range ? Integer.valueOf(between.group(1)) : smallest(LEAST, text),
        TOO_LONG.matcher(text).find(),
        List.copyOf(quoted.faults),
        List.copyOf(quoted.missing),
        PERSONAL.matcher(withoutQuotes(text)).find());
  }

  /**
   * Sorts quotes by what is said of them. A line below a point that has a note of its own is sorted
   * by that, else as the point is. What is quoted as too much is no fault in itself.
   */
  private static final class Quoted {
    private final List<String> faults = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private @Nullable List<String> current = faults;

    void line(String line) {
      Matcher item = ITEM.matcher(line);
      if (item.matches()) {
        String note = item.group("note");
        add(note == null ? current : listFor(note), item.group("quote"));
        return;
      }
      current = listFor(withoutQuotes(line));
      Matcher quote = QUOTE.matcher(line);
      while (quote.find()) {
        add(current, quote.group(1));
      }
    }

    private @Nullable List<String> listFor(String said) {
      if (MISSING.matcher(said).find()) {
        return missing;
      }
      return LENGTH.matcher(said).find() ? null : faults;
    }

    private static void add(@Nullable List<String> list, String quote) {
      if (list != null && !quote.isBlank()) {
        list.add(quote.strip());
      }
    }
  }

  private static String withoutQuotes(String text) {
    return QUOTE.matcher(text).replaceAll("");
  }

  private static @Nullable Integer smallest(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Integer smallest = null;
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String digits = matcher.group(group);
        if (digits != null && (smallest == null || Integer.parseInt(digits) < smallest)) {
          smallest = Integer.valueOf(digits);
        }
      }
    }
    return smallest;
  }
}
