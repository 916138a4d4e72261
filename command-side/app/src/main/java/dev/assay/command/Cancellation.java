package dev.assay.command;

import org.jspecify.annotations.Nullable;

/** Why something is cancelled; the body and the reason may be left out. */
public record Cancellation(@Nullable String reason) {
  public static String reasonOf(@Nullable Cancellation cancellation) {
    String reason =
        cancellation == null
            ? null
            : Limits.optional("/reason", cancellation.reason(), Limits.REASON);
    return reason == null || reason.isBlank() ? "cancelled by request" : reason;
  }
}
