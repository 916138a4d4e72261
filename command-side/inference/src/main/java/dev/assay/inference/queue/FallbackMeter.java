package dev.assay.inference.queue;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.inference.ModelRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the calls that go to another model because one failed. A failure and the call that follows
 * it are events of one append, so what is remembered in between is little and soon forgotten.
 * Thread-safe.
 */
final class FallbackMeter {
  private static final int REMEMBERED = 10_000;

  private final MeterRegistry registry;
  private final Map<AgentExecutionId, ModelRef> failed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AgentExecutionId, ModelRef> eldest) {
          return size() > REMEMBERED;
        }
      };

  FallbackMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  synchronized void failed(ModelCallFailed event) {
    ModelRef model = new ModelRef(event.failure().provider(), event.failure().model());
    failed.put(event.agentExecutionId(), model);
  }

  synchronized void requested(ModelCallRequested event) {
    ModelRef before = failed.remove(event.agentExecutionId());
    if (before != null && !before.equals(event.model())) {
      registry
          .counter("circuit_breaker.fallback_calls_total", "provider", before.provider())
          .increment();
    }
  }

  synchronized void ended(AgentExecutionId execution) {
    failed.remove(execution);
  }
}
