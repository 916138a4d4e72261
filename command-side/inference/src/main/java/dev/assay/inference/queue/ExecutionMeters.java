package dev.assay.inference.queue;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.id.AgentExecutionId;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts and times agent executions and their fallbacks, as their events go by. */
public final class ExecutionMeters {
  private final MeterRegistry registry;
  private final FallbackMeter fallbacks;

  public ExecutionMeters(MeterRegistry registry) {
    this.registry = registry;
    this.fallbacks = new FallbackMeter(registry);
  }

  void requested(ModelCallRequested event) {
    fallbacks.requested(event);
  }

  void failed(ModelCallFailed event) {
    fallbacks.failed(event);
  }

  /**
   * @param error the code with which it failed; null where it completed
   */
  void ended(AgentExecutionId id, Instant at, @Nullable String error) {
    fallbacks.ended(id);
    if (error == null) {
      registry.counter("agent.execution.success_total").increment();
    } else {
      registry.counter("agent.execution.error_total", "code", error).increment();
    }
    DistributionSummary.builder("agent.execution.duration_ms")
        .description("From the making of the execution's id to its end, in milliseconds")
        .tag("outcome", error == null ? "success" : "error")
        .publishPercentileHistogram()
        .minimumExpectedValue(1.0)
        .maximumExpectedValue(3_600_000.0)
        .register(registry)
        .record(Math.max(0, at.toEpochMilli() - millisOf(id.value())));
  }

  /** A version 7 UUID begins with 48 bits of Unix time in milliseconds. */
  private static long millisOf(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
