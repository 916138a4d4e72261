package dev.assay.domain.budget;

/** A computation would take more steps than it may. */
public final class StepBudgetExceeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepBudgetExceeded(long steps) {
    // No stack trace: it is thrown from the depths of a matcher and says nothing more.
    super("more than " + steps + " steps", null, false, false);
  }
}
