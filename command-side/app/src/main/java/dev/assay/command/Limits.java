package dev.assay.command;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sizes of single fields, checked where requests come in. */
public final class Limits {
  public static final int NAME = 200;
  public static final int REASON = 2_000;
  public static final int MESSAGE = 30_000;
  public static final int DEFAULT_PRIORITY = 5;
  private static final int HIGHEST_PRIORITY = 9;

  private Limits() {}

  /** A text that says something and is not too long. */
  public static String text(String pointer, String text, int most) {
    if (text.isBlank()) {
      throw invalid(pointer, "Expected 1 to " + most + " characters, but it is blank");
    }
    return atMost(pointer, text, most);
  }

  public static @Nullable String optional(String pointer, @Nullable String text, int most) {
    return text == null ? null : atMost(pointer, text, most);
  }

  /** 0 to 9, the highest first; null takes 5. */
  public static int priority(@Nullable Integer priority) {
    if (priority == null) {
      return DEFAULT_PRIORITY;
    }
    if (priority < 0 || priority > HIGHEST_PRIORITY) {
      throw invalid("/priority", "Expected a priority from 0 to 9, but it is " + priority);
    }
    return priority;
  }

  /** A time to come; null is none. */
  public static void future(String pointer, @Nullable Instant time, Instant now) {
    if (time != null && !time.isAfter(now)) {
      throw invalid(pointer, "Expected a time in the future, but it is " + time);
    }
  }

  private static String atMost(String pointer, String text, int most) {
    if (text.length() > most) {
      String detail = "Expected at most " + most + " characters, but there are " + text.length();
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          detail + " at " + pointer,
          Map.of(),
          List.of(new InputError(pointer, null, null, "TOO_LARGE", detail, null)));
    }
    return text;
  }

  public static CommandRejected invalid(String pointer, String detail) {
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        pointer.isEmpty() ? detail : detail + " at " + pointer,
        Map.of(),
        List.of(new InputError(pointer, null, null, "INVALID_ARGUMENT", detail, null)));
  }
}
