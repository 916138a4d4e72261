package dev.assay.projections.schema.builds;

import org.jspecify.annotations.Nullable;

/** What was asked for does not fit the builds there are. The message is for people. */
public final class BuildRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BuildRefused(String expected) {
    this(expected, null);
  }

  BuildRefused(String expected, @Nullable Throwable cause) {
    super("Expected " + expected, cause);
  }
}
