package dev.assay.domain.budget;

/**
 * A text whose every character access is a step. A regular expression that backtracks without end
 * reads without end, so it runs out of steps.
 */
public final class CountedText implements CharSequence {
  private final CharSequence text;
  private final StepBudget budget;

  public CountedText(CharSequence text, StepBudget budget) {
    this.text = text;
    this.budget = budget;
  }

  @Override
  public char charAt(int index) {
    budget.step();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountedText(text.subSequence(start, end), budget);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
