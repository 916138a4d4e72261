package dev.assay.inference.offline.figures;

import java.util.regex.Pattern;

/** How far figures may lie apart and still agree: rounding, and more where a text says "about". */
public final class Tolerance {
  private static final Pattern ROUGH =
      Pattern.compile(
          "(?i)\\b(?:about|around|roughly|nearly|almost|approximately|approx\\.?|some|over|more than|under|less than|close to|up to|at least)\\s*$");

  private Tolerance() {}

  public static boolean agree(double computed, double stated, boolean rough) {
    double scale = Math.max(Math.abs(computed), Math.abs(stated));
    return Math.abs(computed - stated) <= Math.max(1e-9, scale * (rough ? 0.1 : 0.005));
  }

  /** Percentages are rounded to whole numbers more often than not. */
  public static boolean agreePercent(double computed, double stated, boolean rough) {
    double allowed = Math.max(0.51, Math.abs(stated) * (rough ? 0.1 : 0.02));
    return Math.abs(computed - stated) <= (rough ? Math.max(2, allowed) : allowed);
  }

  /** Whether the words before {@code at} say that the figure is not exact. */
  public static boolean isRough(String sentence, int at) {
    return ROUGH.matcher(sentence.substring(Math.max(0, at - 20), at)).find();
  }
}
