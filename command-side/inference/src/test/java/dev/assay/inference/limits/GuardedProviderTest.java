package dev.assay.inference.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.api.inference.ModelParameters;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import dev.assay.inference.testing.ControlledProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuardedProviderTest {
  private static final ModelCallException DOWN =
      new ModelCallException(ModelErrorClass.UNAVAILABLE, "Expected it to work", true);
  private static final ModelCallException SLOW_DOWN =
      new ModelCallException(ModelErrorClass.RATE_LIMITED, "Expected less haste", true);

  private final ControlledProvider provider = new ControlledProvider();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldOpenAfterFiveFailuresInARowAndRecoverByOneProbe() {
    GuardedProvider guarded = guarded(limits(8, Duration.ofSeconds(5), Duration.ofMillis(200)));
    provider.failWith(DOWN);
    for (int i = 0; i < 5; i++) {
      assertThat(errorOf(guarded.call(request(), TokenSink.NONE))).isEqualTo("UNAVAILABLE");
    }
    assertThat(guarded.breakerState()).isEqualTo("OPEN");

    CallOutcome rejected = guarded.call(request(), TokenSink.NONE);

    assertThat(errorOf(rejected)).isEqualTo("UNAVAILABLE");
    assertThat(((CallOutcome.Failed) rejected).failure().message()).contains("5 times in a row");
    assertThat(((CallOutcome.Failed) rejected).failure().retryable()).isTrue();
    assertThat(provider.requests).hasSize(5);
    assertThat(count("circuit_breaker.failures_total")).isEqualTo(5);
    assertThat(count("circuit_breaker.rejections_total")).isEqualTo(1);
    assertThat(meters.get("circuit_breaker.state").gauge().value()).isEqualTo(1);

    provider.failWith(null);
    await()
        .untilAsserted(
            () ->
                assertThat(guarded.call(request(), TokenSink.NONE))
                    .isInstanceOf(CallOutcome.Answered.class));
    assertThat(guarded.breakerState()).isEqualTo("CLOSED");
    assertThat(meters.get("circuit_breaker.state").gauge().value()).isZero();
  }

  @Test
  void shouldOpenAgainWhenTheProbeFails() {
    GuardedProvider guarded = guarded(limits(8, Duration.ofSeconds(5), Duration.ofMillis(50)));
    provider.failWith(DOWN);
    for (int i = 0; i < 5; i++) {
      guarded.call(request(), TokenSink.NONE);
    }

    await()
        .until(
            () -> {
              guarded.call(request(), TokenSink.NONE);
              return provider.requests.size() == 6;
            });

    assertThat(guarded.breakerState()).isEqualTo("OPEN");
  }

  @Test
  void shouldStayClosedWhereFailuresAreNotInARow() {
    GuardedProvider guarded = guarded(ProviderLimits.DEFAULT);
    for (int i = 0; i < 12; i++) {
      provider.failWith(i % 4 == 3 ? null : DOWN);
      guarded.call(request(), TokenSink.NONE);
    }

    assertThat(guarded.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void shouldTakeARefusalForASignOfLife() {
    GuardedProvider guarded = guarded(ProviderLimits.DEFAULT);
    provider.failWith(SLOW_DOWN);
    for (int i = 0; i < 10; i++) {
      assertThat(errorOf(guarded.call(request(), TokenSink.NONE))).isEqualTo("RATE_LIMITED");
    }

    assertThat(guarded.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void shouldLimitTheTimeOfACallAndInterruptIt() {
    GuardedProvider guarded = guarded(limits(8, Duration.ofMillis(100), Duration.ofSeconds(1)));
    CountDownLatch gate = provider.holdCalls();

    assertThat(errorOf(guarded.call(request(), TokenSink.NONE))).isEqualTo("TIMEOUT");

    await().until(() -> provider.interrupted.get() == 1);
    assertThat(gate.getCount()).isEqualTo(1);
  }

  @Test
  void shouldNotWaitBeyondTheDeadline() {
    GuardedProvider guarded = guarded(limits(8, Duration.ofHours(1), Duration.ofSeconds(1)));
    CountDownLatch gate = provider.holdCalls();

    CallOutcome outcome = guarded.call(request(Instant.now().plusMillis(100)), TokenSink.NONE);

    assertThat(errorOf(outcome)).isEqualTo("TIMEOUT");
    assertThat(gate.getCount()).isEqualTo(1);
  }

  @Test
  void shouldSendACallBackWhenTheProviderIsFull() throws Exception {
    GuardedProvider guarded = guarded(limits(1, Duration.ofSeconds(20), Duration.ofSeconds(1)));
    CountDownLatch gate = provider.holdCalls();
    CompletableFuture<CallOutcome> first =
        CompletableFuture.supplyAsync(() -> guarded.call(request(), TokenSink.NONE));
    await().until(() -> provider.requests.size() == 1);

    assertThat(guarded.call(request(), TokenSink.NONE)).isInstanceOf(CallOutcome.Busy.class);

    gate.countDown();
    assertThat(first.get()).isInstanceOf(CallOutcome.Answered.class);
    await().until(() -> guarded.call(request(), TokenSink.NONE) instanceof CallOutcome.Answered);
  }

  @Test
  void shouldNotBlameTheProviderForACallThatWeBrokeOff() throws Exception {
    GuardedProvider guarded =
        guarded(
            new ProviderLimits(8, Duration.ZERO, Duration.ofSeconds(20), 1, Duration.ofHours(1)));
    CountDownLatch gate = provider.holdCalls();
    CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual().start(() -> outcome.complete(guarded.call(request(), TokenSink.NONE)));
    await().until(() -> provider.requests.size() == 1);

    caller.interrupt();

    assertThat(outcome.get()).isInstanceOf(CallOutcome.Aborted.class);
    assertThat(guarded.breakerState()).isEqualTo("CLOSED");
    assertThat(gate.getCount()).isEqualTo(1);
  }

  private GuardedProvider guarded(ProviderLimits limits) {
    return new GuardedProviders(
            List.of(provider), Map.of("scripted", limits), meters, InstantSource.system())
        .all()
        .getFirst();
  }

  private static ProviderLimits limits(int calls, Duration timeLimit, Duration openFor) {
    return new ProviderLimits(calls, Duration.ZERO, timeLimit, 5, openFor);
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  private static String errorOf(CallOutcome outcome) {
    return outcome instanceof CallOutcome.Failed(var failure)
        ? failure.errorClass()
        : outcome.toString();
  }

  private static ModelRequest request() {
    return request(Instant.now().plusSeconds(30));
  }

  private static ModelRequest request(Instant deadline) {
    return new ModelRequest(
        "test-1",
        new ModelParameters(null, null, null),
        List.of(new ModelMessage(Speaker.USER, "Why?")),
        null,
        deadline,
        UUID.randomUUID());
  }
}
