package dev.assay.inference;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelRef;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts and times model calls. Tags hold configured names and error classes only. */
public final class CallMeters {
  private final MeterRegistry registry;

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void called(ModelRef model, CallOutcome outcome) {
    switch (outcome) {
      case CallOutcome.Answered(ModelAnswer answer) -> {
        timed(model, "ANSWERED", answer.durationMs());
        count("model.call.tokens_in_total", model, answer.tokensIn());
        count("model.call.tokens_out_total", model, answer.tokensOut());
        count("model.call.cost_usd_total", model, answer.costUsd().doubleValue());
      }
      case CallOutcome.Failed(ModelFailure failure) ->
          timed(model, failure.errorClass(), failure.durationMs());
      case CallOutcome.Busy busy -> count("model.call.busy_total", model, 1);
      case CallOutcome.Aborted aborted -> count("model.call.aborted_total", model, 1);
    }
  }

  private void timed(ModelRef model, String outcome, long durationMs) {
    DistributionSummary.builder("model.call.duration_ms")
        .description("From sending the request to the last token, in milliseconds")
        .tag("provider", model.provider())
        .tag("model", model.model())
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .minimumExpectedValue(1.0)
        .maximumExpectedValue(600_000.0)
        .register(registry)
        .record(durationMs);
  }

  private void count(String name, ModelRef model, double amount) {
    registry.counter(name, "provider", model.provider(), "model", model.model()).increment(amount);
  }
}
