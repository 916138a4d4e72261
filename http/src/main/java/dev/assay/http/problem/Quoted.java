package dev.assay.http.problem;

/** A piece of the input within a sentence: in quotes, and cut where it is long. */
public final class Quoted {
  private static final int MOST = 60;

  private Quoted() {}

  public static String of(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= MOST
        ? "'" + text + "'"
        : "'" + text.substring(0, text.offsetByCodePoints(0, MOST - 1)) + "…'";
  }
}
