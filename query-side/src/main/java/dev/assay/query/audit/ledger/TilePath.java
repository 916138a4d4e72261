package dev.assay.query.audit.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a tile's path (C2SP tlog-tiles): the index in groups of three digits, all but the last
 * after an x, and for a partial tile its width.
 *
 * @param width 1 to 256; 256 for a full tile
 */
record TilePath(long index, int width) {
  static final int FULL = 256;
  private static final Pattern FORM =
      Pattern.compile("/?((?:x\\d{3}/){0,5})(\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

  /** Empty for a path that names no tile: one spelling for each. */
  static Optional<TilePath> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String groups = form.group(1);
    if (groups.startsWith("x000/")) {
      return Optional.empty();
    }
    long index = Long.parseLong(groups.replaceAll("[x/]", "") + form.group(2));
    int width = form.group(3) == null ? FULL : Integer.parseInt(form.group(3));
    return width == FULL && form.group(3) != null || width > FULL
        ? Optional.empty()
        : Optional.of(new TilePath(index, width));
  }

  long from() {
    return index * FULL;
  }

  long to() {
    return from() + width;
  }
}
