package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines, each of which must end in newline, without making an object of each. After {@link
 * #next} the line is in {@link #bytes} from {@link #start} to before {@link #end}.
 */
final class LineReader {
  /** Bytes of the longest line: an event with 48 MB of payload. */
  static final int LONGEST = 64 * 1024 * 1024;

  private static final int FIRST_BUFFER = 256 * 1024;

  private final InputStream in;
  private byte[] bytes = new byte[FIRST_BUFFER];
  private int start;
  private int end;
  private int unread;
  private int filled;

  LineReader(InputStream in) {
    this.in = in;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Moves to the next line; false after the last. */
  boolean next() throws IOException {
    start = unread;
    int searchFrom = start;
    int newline = newline(searchFrom);
    while (newline < 0) {
      searchFrom = filled - start;
      if (!fill()) {
        if (filled > 0) {
          throw new Malformed("Expected a line that ends in newline, but the file ends");
        }
        return false;
      }
      newline = newline(searchFrom);
    }
    end = newline;
    unread = newline + 1;
    return true;
  }

  private int newline(int from) {
    for (int i = from; i < filled; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Moves what is unread to the front and reads more behind it. */
  private boolean fill() throws IOException {
    System.arraycopy(bytes, start, bytes, 0, filled - start);
    filled -= start;
    start = 0;
    unread = 0;
    if (filled > LONGEST) {
      throw new Malformed("Expected lines of at most 64 MiB, but one is longer");
    }
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = in.read(bytes, filled, bytes.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }
}
