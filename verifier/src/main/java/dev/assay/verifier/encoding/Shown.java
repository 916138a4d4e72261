package dev.assay.verifier.encoding;

/** Text from elsewhere inside a message: short, on one line, and unable to steer a terminal. */
public final class Shown {
  private static final int LONGEST = 120;

  /** Control characters, and those that turn the direction of text around. */
  private static final String STEERING =
      "[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]";

  private Shown() {}

  public static String of(String text) {
    return whole(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…");
  }

  /** All of it, where the message around it is known to be short. */
  public static String whole(String text) {
    return text.replaceAll(STEERING, "?");
  }
}
