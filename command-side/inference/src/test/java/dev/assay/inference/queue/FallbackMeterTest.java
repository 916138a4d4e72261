package dev.assay.inference.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FallbackMeterTest {
  private static final AgentExecutionId EXECUTION = new AgentExecutionId(new UUID(1, 1));
  private static final ModelCallId CALL = new ModelCallId(new UUID(2, 2));
  private static final ModelRef FIRST = new ModelRef("big", "large-1");
  private static final ModelRef SECOND = new ModelRef("small", "tiny-1");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FallbackMeter meter = new FallbackMeter(registry);

  @Test
  void shouldCountACallThatGoesToAnotherModelOnce() {
    meter.requested(request(FIRST));
    meter.failed(failure(FIRST));
    meter.requested(request(SECOND));
    meter.requested(request(SECOND)); // delivered twice

    assertThat(fallbacksFrom("big")).isEqualTo(1);
    assertThat(fallbacksFrom("small")).isZero();
  }

  @Test
  void shouldNotCountAnotherTryOfTheSameModel() {
    meter.failed(failure(FIRST));
    meter.requested(request(FIRST));
    meter.requested(request(SECOND));

    assertThat(fallbacksFrom("big")).isZero();
  }

  @Test
  void shouldForgetAFailureThatEndedTheExecution() {
    meter.failed(failure(FIRST));
    meter.ended(EXECUTION);
    meter.requested(request(SECOND));

    assertThat(fallbacksFrom("big")).isZero();
  }

  private double fallbacksFrom(String provider) {
    Counter counter =
        registry.find("circuit_breaker.fallback_calls_total").tag("provider", provider).counter();
    return counter == null ? 0 : counter.count();
  }

  private static ModelCallFailed failure(ModelRef model) {
    return new ModelCallFailed(
        EXECUTION,
        CALL,
        1,
        new ModelFailure(model.provider(), model.model(), "TIMEOUT", "too late", true, 1));
  }

  private static ModelCallRequested request(ModelRef model) {
    return new ModelCallRequested(
        EXECUTION,
        CALL,
        1,
        model,
        new ModelParameters(null, null, null),
        "sha256:0",
        List.of(),
        null,
        1,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        0);
  }
}
