package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import java.time.DateTimeException;
import java.time.LocalDate;

/** RFC 3339 in UTC with exactly six digits of a second, such as 2026-11-21T10:00:00.123456Z. */
final class Times {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd.ddddddZ";
  private static final long MICROS = 1_000_000L;

  private Times() {}

  /** Microseconds since 1970. */
  static long micros(String text) {
    if (!hasForm(text)) {
      throw malformed(text);
    }
    try {
      long day =
          LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
      int hour = digits(text, 11, 13);
      int minute = digits(text, 14, 16);
      int second = digits(text, 17, 19);
      if (hour > 23 || minute > 59 || second > 59) {
        throw malformed(text);
      }
      long seconds = day * 86_400 + hour * 3_600L + minute * 60L + second;
      return seconds * MICROS + digits(text, 20, 26);
    } catch (DateTimeException noDay) {
      throw malformed(text);
    }
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isRight = FORM.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
      if (!isRight) {
        return false;
      }
    }
    return true;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static Malformed malformed(String text) {
    return new Malformed(
        "Expected a time such as 2026-11-21T10:00:00.123456Z, but found '" + Shown.of(text) + "'");
  }
}
