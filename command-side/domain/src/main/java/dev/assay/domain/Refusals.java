package dev.assay.domain;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refusals that more than one aggregate makes. */
public final class Refusals {
  private Refusals() {}

  /** Expects a text of 1 to {@code most} characters that is not blank. */
  public static String requireText(String name, String text, int most) {
    if (text.isBlank()) {
      throw invalid(
          "Expected %s to have 1 to %d characters, but it is blank".formatted(name, most));
    }
    return requireAtMost(name, text, most);
  }

  /** Expects a text of at most {@code most} characters; a longer one is TOO_LARGE. */
  public static String requireAtMost(String name, String text, int most) {
    if (text.length() > most) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          "Expected %s to have at most %d characters, but it has %d"
              .formatted(name, most, text.length()));
    }
    return text;
  }

  /** A deadline that has passed already is a slip: what it is for could only fail. */
  public static void requireFuture(@Nullable Instant deadline, Instant now) {
    if (deadline != null && !deadline.isAfter(now)) {
      throw invalid("Expected a deadline in the future, but it was " + deadline);
    }
  }

  public static CommandRejected invalid(String message) {
    return new CommandRejected(RejectionCode.INVALID_ARGUMENT, message);
  }

  /** Faults of the input that are well formed but make no sense; all of them in one answer. */
  public static CommandRejected unprocessable(String what, List<InputError> errors) {
    String faults =
        errors.stream().limit(3).map(InputError::detail).collect(Collectors.joining("; "));
    String more = errors.size() > 3 ? " (and " + (errors.size() - 3) + " more)" : "";
    return new CommandRejected(
        RejectionCode.UNPROCESSABLE,
        "Expected " + what + " to be usable, but: " + faults + more,
        Map.of(),
        errors);
  }
}
