package dev.assay.inference.limits;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.ModelProvider;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider behind its limits: calls at once, time, and a circuit breaker. */
public final class GuardedProvider {
  private static final Logger log = LoggerFactory.getLogger(GuardedProvider.class);
  private static final Duration BUSY_RETRY = Duration.ofMillis(250);

  private final ModelProvider provider;
  private final ProviderLimits limits;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final InstantSource clock;

  GuardedProvider(
      ModelProvider provider,
      ProviderLimits limits,
      Bulkhead bulkhead,
      CircuitBreaker breaker,
      InstantSource clock) {
    this.provider = provider;
    this.limits = limits;
    this.bulkhead = bulkhead;
    this.breaker = breaker;
    this.clock = clock;
  }

  public String name() {
    return provider.name();
  }

  public boolean local() {
    return provider.local();
  }

  /** {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}. */
  public String breakerState() {
    return breaker.getState().name();
  }

  /**
   * Waits for the end of the call. An interrupt stops the call and gives {@code Aborted}.
   *
   * @return the answer without its price, or why there is none
   */
  public CallOutcome call(ModelRequest request, TokenSink sink) {
    long start = System.nanoTime();
    Duration left = Duration.between(clock.instant(), request.deadline());
    if (!left.isPositive()) {
      return failed(request, start, deadlinePassed());
    }
    if (!bulkhead.tryAcquirePermission()) {
      return Thread.currentThread().isInterrupted()
          ? new CallOutcome.Aborted()
          : new CallOutcome.Busy(BUSY_RETRY);
    }
    if (!breaker.tryAcquirePermission()) {
      bulkhead.onComplete();
      return failed(request, start, cutOff());
    }
    return guarded(request, sink, start);
  }

  private CallOutcome guarded(ModelRequest request, TokenSink sink, long start) {
    FutureTask<ModelAnswer> task = new FutureTask<>(() -> provider.call(request, sink));
    Thread.ofVirtual()
        .name("model-call-" + provider.name())
        .start(
            () -> {
              try {
                task.run();
              } finally {
                // Not before the call has really ended, even where nobody waits for it any more.
                bulkhead.onComplete();
              }
            });
    try {
      ModelAnswer answer = task.get(patience(request).toNanos(), TimeUnit.NANOSECONDS);
      breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return new CallOutcome.Answered(answer);
    } catch (InterruptedException e) {
      breaker.releasePermission();
      Thread.currentThread().interrupt();
      return new CallOutcome.Aborted();
    } catch (TimeoutException e) {
      return blamed(request, start, tooSlow());
    } catch (ExecutionException e) {
      return blamed(request, start, failureOf(e.getCause()));
    } finally {
      task.cancel(true);
    }
  }

  private Duration patience(ModelRequest request) {
    Duration left = Duration.between(clock.instant(), request.deadline());
    return left.compareTo(limits.timeLimit()) < 0 ? left : limits.timeLimit();
  }

  /** Tells the breaker; a refusal is a sign of life and counts as success. */
  private CallOutcome blamed(ModelRequest request, long start, ModelCallException failure) {
    long took = System.nanoTime() - start;
    if (isOutage(failure.errorClass())) {
      breaker.onError(took, TimeUnit.NANOSECONDS, failure);
    } else {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    }
    log.atDebug().setCause(failure).log("A call to {} failed", provider.name());
    return failed(request, start, failure);
  }

  private static boolean isOutage(ModelErrorClass errorClass) {
    return switch (errorClass) {
      case TIMEOUT, UNAVAILABLE, INTERNAL -> true;
      case RATE_LIMITED, REFUSED, INVALID_REQUEST, UNKNOWN_MODEL -> false;
    };
  }

  private CallOutcome failed(ModelRequest request, long start, ModelCallException failure) {
    long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
    return new CallOutcome.Failed(failure.toFailure(provider.name(), request.model(), tookMs));
  }

  private ModelCallException failureOf(@Nullable Throwable cause) {
    if (cause instanceof ModelCallException failure) {
      return failure;
    }
    log.error("The adapter of provider {} has a mistake", provider.name(), cause);
    return new ModelCallException(
        ModelErrorClass.INTERNAL,
        "Expected provider " + provider.name() + " to answer, but its adapter failed",
        false,
        cause);
  }

  private ModelCallException tooSlow() {
    return new ModelCallException(
        ModelErrorClass.TIMEOUT,
        "Expected provider " + provider.name() + " to answer in time, but it did not",
        true);
  }

  private ModelCallException cutOff() {
    return new ModelCallException(
        ModelErrorClass.UNAVAILABLE,
        "Expected provider %s to work, but it failed %d times in a row and is not called for now"
            .formatted(provider.name(), limits.failuresToOpen()),
        true);
  }

  private static ModelCallException deadlinePassed() {
    return new ModelCallException(
        ModelErrorClass.TIMEOUT,
        "Expected to call the model before the deadline, but it has passed",
        false);
  }
}
