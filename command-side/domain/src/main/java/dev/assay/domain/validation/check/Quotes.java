package dev.assay.domain.validation.check;

import dev.assay.api.validation.Verdict.Evidence;

/** Evidence from a text. */
final class Quotes {
  /** The longest quote, in UTF-16 units, as {@link Evidence} says. */
  static final int MAX_CHARS = 500;

  /** The most quotes of one verdict. */
  static final int MAX_COUNT = 10;

  private Quotes() {}

  /**
   * The words from start to end (exclusive); a long passage is cut in its quote, not in its span.
   */
  static Evidence of(String text, int start, int end) {
    return new Evidence(clip(text.substring(start, end)), start, end, null);
  }

  static String clip(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
  }
}
