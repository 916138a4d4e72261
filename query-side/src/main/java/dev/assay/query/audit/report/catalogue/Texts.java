package dev.assay.query.audit.report.catalogue;

import org.jspecify.annotations.Nullable;

/** What a file must say. */
final class Texts {
  private Texts() {}

  static String require(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("Expected " + name + ", but it is missing");
    }
    return text;
  }
}
