package dev.assay.query.audit.ledger;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.query.reading.Filters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tree sizes in query parameters. */
final class Sizes {
  private Sizes() {}

  static @Nullable Long parse(String name, @Nullable String text) {
    try {
      Long size = text == null ? null : Long.valueOf(text);
      if (size == null || size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw Filters.refused(name, "Expected " + name + " to be a tree size, a whole number from 0");
  }

  static long within(String name, long size, long most) {
    if (size > most) {
      throw Filters.refused(
          name, "Expected %s to be at most %d, but it is %d".formatted(name, most, size));
    }
    return size;
  }

  static CommandRejected notYet(String message) {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE, message, Map.of("retryAfterSeconds", "1"), List.of());
  }
}
