package dev.assay.domain.budget;

/**
 * A number of steps that a computation may take. Steps are counted, not timed, so that a replay on
 * a slower machine ends as the first run did.
 */
public final class StepBudget {
  private final long steps;
  private long spent;

  public StepBudget(long steps) {
    this.steps = steps;
  }

  /** Takes one step; throws {@link StepBudgetExceeded} when none is left. */
  public void step() {
    if (++spent > steps) {
      throw new StepBudgetExceeded(steps);
    }
  }

  public long spent() {
    return spent;
  }
}
