package dev.assay.inference.offline.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as written: "1 hour and 20 minutes", "47 minutes", "3 days". */
public final class Durations {
  private static final Pattern LENGTH =
      Pattern.compile(
          "\\b(?:(\\d{1,4}) hours?(?:,? (?:and )?(\\d{1,3}) min(?:ute)?s?)?|(\\d{1,5})[ -]min(?:ute)?s?)\\b");

  private Durations() {}

  public record Length(String text, Duration value, int start) {}

  public static List<Length> in(String sentence) {
    List<Length> lengths = new ArrayList<>();
    Matcher matcher = LENGTH.matcher(sentence);
    while (matcher.find()) {
      long minutes =
          60 * number(matcher.group(1)) + number(matcher.group(2)) + number(matcher.group(3));
      lengths.add(new Length(matcher.group(), Duration.ofMinutes(minutes), matcher.start()));
    }
    return lengths;
  }

  /** Within a minute, or a tenth where the text says "about". */
  public static boolean agree(Duration computed, Length stated, String sentence) {
    long apart = Math.abs(computed.minus(stated.value).toMinutes());
    boolean rough = Tolerance.isRough(sentence, stated.start);
    return apart <= (rough ? Math.max(5, computed.toMinutes() / 10) : 1);
  }

  public static String text(Duration duration) {
    long hours = duration.toHours();
    String minutes = duration.toMinutesPart() + " minutes";
    return hours == 0 ? minutes : hours + " hours " + minutes;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
