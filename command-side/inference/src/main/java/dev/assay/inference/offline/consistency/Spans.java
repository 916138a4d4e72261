package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Calendar;
import dev.assay.inference.offline.figures.Durations;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times and dates within a sentence: spans fit their length, run forwards, weekdays are right. */
final class Spans {
  private Spans() {}

  static List<String> notes(String sentence) {
    List<String> notes = new ArrayList<>();
    weekdays(sentence, notes);
    dates(sentence, notes);
    clocks(sentence, notes);
    return notes;
  }

  private static void weekdays(String sentence, List<String> notes) {
    for (Calendar.Day day : Calendar.days(sentence)) {
      if (day.weekday() != null && day.weekday() != day.date().getDayOfWeek()) {
        String right = day.date().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        notes.add(day.date() + " is a " + right);
      }
    }
  }

  private static void dates(String sentence, List<String> notes) {
    List<Calendar.Day> days = Calendar.days(sentence);
    for (int i = 0; i + 1 < days.size(); i++) {
      Calendar.Day from = days.get(i);
      Calendar.Day to = days.get(i + 1);
      boolean span = isSpan(sentence, from.start(), from.end(), to.start());
      if (span && to.date().isBefore(from.date())) {
        notes.add(to.text() + " lies before " + from.text());
      }
    }
  }

  private static void clocks(String sentence, List<String> notes) {
    List<Calendar.Clock> clocks = Calendar.clocks(sentence);
    List<Durations.Length> lengths = Durations.in(sentence);
    if (clocks.size() != 2 || lengths.size() != 1) {
      return;
    }
    Calendar.Clock from = clocks.getFirst();
    Calendar.Clock to = clocks.getLast();
    Duration computed = between(from.time(), to.time());
    if (isSpan(sentence, from.start(), from.end(), to.start())
        && !Durations.agree(computed, lengths.getFirst(), sentence)) {
      notes.add(
          "from %s to %s is %s, not %s"
              .formatted(
                  from.text(), to.text(), Durations.text(computed), lengths.getFirst().text()));
    }
  }

  /** Past midnight where the end is earlier than the start. */
  static Duration between(LocalTime from, LocalTime to) {
    Duration duration = Duration.between(from, to);
    return duration.isNegative() ? duration.plusDays(1) : duration;
  }

  private static boolean isSpan(String sentence, int start, int end, int next) {
    String before = sentence.substring(Math.max(0, start - 14), start);
    String between = sentence.substring(end, next);
    return before.matches("(?is).*\\b(?:from|between) (?:about )?(?:on )?")
        && between.matches(
            "(?is) ?(?:UTC|CET|CEST|GMT|local time)?(?: on)? ?(?:to|until|till|through|and|–|-) ?(?:about )?(?:on )?");
  }
}
