package dev.assay.sinks.file;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the position that a line begins with. */
final class Positions {
  private static final Pattern FIRST_MEMBER = Pattern.compile("^\\{\"position\":(\\d{1,18}),");

  private Positions() {}

  static long of(String line) throws IOException {
    Matcher matcher = FIRST_MEMBER.matcher(line);
    if (!matcher.find()) {
      throw new IOException(
          "Expected a file of this sink's own lines, but the last one is of another form");
    }
    return Long.parseLong(matcher.group(1));
  }
}
