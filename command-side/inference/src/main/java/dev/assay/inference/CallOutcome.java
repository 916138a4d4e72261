package dev.assay.inference;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import java.time.Duration;

/** How one leased call went. Only the first two are recorded. */
public sealed interface CallOutcome {
  /** The model answered; the price is in. */
  record Answered(ModelAnswer answer) implements CallOutcome {}

  /** There is no answer, and the agent execution decides what next. */
  record Failed(ModelFailure failure) implements CallOutcome {}

  /** Nothing was called: the provider has as many calls as it may have. Try again after a while. */
  record Busy(Duration retryAfter) implements CallOutcome {}

  /** We stopped it ourselves: the lease is lost, or this process shuts down. */
  record Aborted() implements CallOutcome {}
}
