package dev.assay.inference.offline.figures;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds full dates and clock times. */
public final class Calendar {
  private static final String MONTH =
      "(January|February|March|April|May|June|July|August|September|October|November|December)";
  private static final String WEEKDAY =
      "(?:(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (?:the )?)?";
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "\\b" + WEEKDAY + "(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTH + ",? (\\d{4})\\b");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("\\b" + WEEKDAY + MONTH + " (\\d{1,2})(?:st|nd|rd|th)?, (\\d{4})\\b");
  private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d\\d)-(\\d\\d)\\b");
  private static final Pattern SHORT =
      Pattern.compile(
          "\\b(?:\\d{1,2} " + MONTH + "|" + MONTH + "(?: \\d{1,2}\\b(?!:))?(?: \\d{4})?)\\b");
  private static final Pattern CLOCK =
      Pattern.compile("\\b([01]?\\d|2[0-3]):([0-5]\\d)(?::[0-5]\\d)?\\b");
  private static final Pattern MASKED =
      Pattern.compile(
          String.join(
              "|",
              DAY_FIRST.pattern(),
              MONTH_FIRST.pattern(),
              ISO.pattern(),
              SHORT.pattern(),
              CLOCK.pattern()));

  private Calendar() {}

  /**
   * A date as written.
   *
   * @param weekday as the text says; null if it says none
   */
  public record Day(String text, LocalDate date, @Nullable DayOfWeek weekday, int start, int end) {}

  /** A clock time as written. */
  public record Clock(String text, LocalTime time, int start, int end) {}

  /** The sentence with dates and times blanked out, of the same length. */
  static String masked(String sentence) {
    return MASKED.matcher(sentence).replaceAll(m -> " ".repeat(m.group().length()));
  }

  public static List<Day> days(String sentence) {
    List<Day> days = new ArrayList<>();
    collect(DAY_FIRST.matcher(sentence), 2, 3, 4, days);
    collect(MONTH_FIRST.matcher(sentence), 3, 2, 4, days);
    Matcher iso = ISO.matcher(sentence);
    while (iso.find()) {
      add(iso, iso.group(1), Integer.parseInt(iso.group(2)), iso.group(3), null, days);
    }
    days.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return days;
  }

  public static List<Clock> clocks(String sentence) {
    List<Clock> clocks = new ArrayList<>();
    Matcher matcher = CLOCK.matcher(sentence);
    while (matcher.find()) {
      LocalTime time =
          LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      clocks.add(new Clock(matcher.group(), time, matcher.start(), matcher.end()));
    }
    return clocks;
  }

  private static void collect(Matcher matcher, int day, int month, int year, List<Day> days) {
    while (matcher.find()) {
      int number = Month.valueOf(matcher.group(month).toUpperCase(Locale.ROOT)).getValue();
      add(matcher, matcher.group(year), number, matcher.group(day), matcher.group(1), days);
    }
  }

  private static void add(
      Matcher at, String year, int month, String day, @Nullable String weekday, List<Day> days) {
    try {
      LocalDate date = LocalDate.of(Integer.parseInt(year), month, Integer.parseInt(day));
      DayOfWeek named =
          weekday == null ? null : DayOfWeek.valueOf(weekday.toUpperCase(Locale.ROOT));
      days.add(new Day(at.group(), date, named, at.start(), at.end()));
    } catch (DateTimeException e) {
      // 31 February is no date; the rules that compare dates have nothing to say of it.
    }
  }
}
