package dev.assay.qa.erasure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The bytes that a text may be found as: as itself in UTF-8 and UTF-16, escaped in JSON, in base 64
 * (at each of three alignments), in hexadecimal, and as PostgreSQL's compression leaves it, with a
 * byte of any value after each eight.
 */
final class Forms {
  /** Stands for any byte. */
  static final int ANY = -1;

  /** One of them. */
  record Form(String text, String name, int[] bytes) {}

  private Forms() {}

  /**
   * @param text of lower-case letters and digits, and long enough to be in nothing by chance
   */
  static List<Form> of(String text) {
    List<Form> forms = new ArrayList<>();
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    forms.add(new Form(text, "text", ints(text)));
    forms.add(new Form(text, "upper case", ints(text.toUpperCase(Locale.ROOT))));
    forms.add(new Form(text, "UTF-16", spread(ascii)));
    String hex = HexFormat.of().formatHex(ascii);
    forms.add(new Form(text, "hexadecimal", ints(hex)));
    forms.add(new Form(text, "hexadecimal", ints(hex.toUpperCase(Locale.ROOT))));
    StringBuilder escapes = new StringBuilder();
    for (byte one : ascii) {
      escapes.append("\\u%04x".formatted(one));
    }
    forms.add(new Form(text, "JSON escapes", ints(escapes.toString())));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(ascii, before);
      forms.add(new Form(text, "base 64", ints(base64)));
      forms.add(new Form(text, "base 64", ints(base64.replace('+', '-').replace('/', '_'))));
    }
    for (int first = 1; first <= 8; first++) {
      forms.add(new Form(text, "compressed", compressed(ascii, first)));
    }
    return forms;
  }

  /** The characters that depend on the text alone, whatever stands before and after it. */
  private static String base64(byte[] ascii, int before) {
    byte[] shifted = new byte[before + ascii.length];
    System.arraycopy(ascii, 0, shifted, before, ascii.length);
    int from = (before * 8 + 5) / 6;
    int to = (before + ascii.length) * 8 / 6;
    return Base64.getEncoder().withoutPadding().encodeToString(shifted).substring(from, to);
  }

  private static int[] spread(byte[] ascii) {
    int[] bytes = new int[2 * ascii.length - 1];
    for (int i = 0; i < ascii.length; i++) {
      bytes[2 * i] = ascii[i];
    }
    return bytes;
  }

  /**
   * Of a text that comes for the first time: {@code first} bytes, then a control byte, then eight…
   */
  private static int[] compressed(byte[] ascii, int first) {
    List<Integer> bytes = new ArrayList<>();
    for (int i = 0; i < ascii.length; i++) {
      if (i >= first && (i - first) % 8 == 0) {
        bytes.add(ANY);
      }
      bytes.add((int) ascii[i]);
    }
    return bytes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] ints(String ascii) {
    return ascii.chars().toArray();
  }
}
