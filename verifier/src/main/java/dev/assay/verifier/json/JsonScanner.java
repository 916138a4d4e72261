package dev.assay.verifier.json;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads tokens of JSON (RFC 8259) from bytes, one after the other. White space is refused unless it
 * is asked for, so that who expects a fixed form gets it.
 */
public final class JsonScanner {
  private static final int LONGEST_NUMBER = 19;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int at;

  /** Over the bytes from {@code start} to before {@code end}. */
  public JsonScanner(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  /** The next byte, or 0 at the end. */
  char peek() {
    return at < end ? (char) (bytes[at] & 0xFF) : 0;
  }

  void skipSpace() {
    while (at < end && " \t\n\r".indexOf(bytes[at]) >= 0) {
      at++;
    }
  }

  /** Passes over exactly this ASCII text. */
  public void expect(String text) {
    if (!accept(text)) {
      throw malformed(text);
    }
  }

  /** Passes over this ASCII text if it is next. */
  public boolean accept(String text) {
    int length = text.length();
    if (end - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += length;
    return true;
  }

  public void expectEnd() {
    if (at != end) {
      throw malformed("nothing more");
    }
  }

  /** A whole number from 0, without leading zero, fraction or exponent. */
  public long number() {
    int from = at;
    long value = 0;
    while (isDigit(at) && at - from < LONGEST_NUMBER) {
      value = value * 10 + (bytes[at++] - '0');
    }
    boolean hasLeadingZero = at - from > 1 && bytes[from] == '0';
    if (at == from || isDigit(at) || hasLeadingZero || value < 0) {
      at = from;
      throw malformed("a whole number below 2^63");
    }
    return value;
  }

  /** A string without any escape, so that it has one spelling only. */
  public String simpleString() {
    int from = openString();
    int close = closeSimple(from);
    boolean isAscii = true;
    for (int i = from; i < close; i++) {
      isAscii &= bytes[i] > 0;
    }
    at = close + 1;
    return isAscii
        ? new String(bytes, from, close - from, StandardCharsets.US_ASCII)
        : Utf8.decode(bytes, from, close - from);
  }

  /** A string of canonical base 64, decoded. */
  public byte[] base64() {
    int from = openString();
    int close = closeSimple(from);
    at = close + 1;
    return CanonicalBase64.decode(Arrays.copyOfRange(bytes, from, close));
  }

  /** Any string. */
  String string() {
    int from = openString();
    StringBuilder text = new StringBuilder();
    int unread = from;
    int next = from;
    while (next < end && bytes[next] != '"') {
      if (isControl(bytes[next])) {
        throw malformed("a string without control characters");
      }
      if (bytes[next] != '\\') {
        next++;
        continue;
      }
      text.append(Utf8.decode(bytes, unread, next - unread));
      at = next + 1;
      text.append(escaped());
      next = at;
      unread = at;
    }
    if (next >= end) {
      throw malformed("a string that ends");
    }
    text.append(Utf8.decode(bytes, unread, next - unread));
    at = next + 1;
    return text.toString();
  }

  Malformed malformed(String expected) {
    return new Malformed(
        "Expected %s at byte %d, but found %s".formatted(expected, at - start + 1, found()));
  }

  private String found() {
    if (at >= end) {
      return "the end";
    }
    int length = Math.min(20, end - at);
    String next = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    return "'" + next.replaceAll("[^ -~]", "?") + (length < end - at ? "…'" : "'");
  }

  private int openString() {
    expect("\"");
    return at;
  }

  /** Where the quote is that closes a string without escapes. */
  private int closeSimple(int from) {
    int next = from;
    while (next < end && bytes[next] != '"' && bytes[next] != '\\' && !isControl(bytes[next])) {
      next++;
    }
    if (next >= end || bytes[next] != '"') {
      at = next;
      throw malformed("a string without escapes");
    }
    return next;
  }

  private char escaped() {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw malformed("an escape of JSON");
    };
  }

  private char codeUnit() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw malformed("four hexadecimal digits");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private boolean isDigit(int index) {
    return index < end && bytes[index] >= '0' && bytes[index] <= '9';
  }

  private static boolean isControl(byte b) {
    return b >= 0 && b < 0x20;
  }
}
