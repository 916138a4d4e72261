package dev.assay.inference.offline.figures;

/**
 * A number in a text, with what it counts.
 *
 * @param value in its unit: 25 for {@code 25 %}, 1,200,000 for {@code 1.2 million}
 * @param unit {@code %}, a currency sign, or empty
 * @param start UTF-16 offset in the sentence, inclusive
 * @param end exclusive
 */
public record Figure(String text, double value, String unit, int start, int end) {
  public boolean isPercent() {
    return unit.equals("%");
  }

  /** Value and unit in one normal form, so that 1,200 and 1200 are the same. */
  public String key() {
    return Figures.plain(value) + unit;
  }
}
