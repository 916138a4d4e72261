package dev.assay.verifier.note;

/** Text from elsewhere inside a message: short, and unable to steer a terminal. */
final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  static String of(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }
}
