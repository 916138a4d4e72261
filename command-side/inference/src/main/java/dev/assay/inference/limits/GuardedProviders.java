package dev.assay.inference.limits;

import dev.assay.inference.ModelProvider;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of this process, each behind its own limits, with their meters. */
public final class GuardedProviders {
  private static final Logger log = LoggerFactory.getLogger(GuardedProviders.class);

  private final Map<String, GuardedProvider> byName = new TreeMap<>();

  /**
   * @param limits by provider name; a provider left out has {@link ProviderLimits#DEFAULT}
   */
  public GuardedProviders(
      List<? extends ModelProvider> providers,
      Map<String, ProviderLimits> limits,
      MeterRegistry meters,
      InstantSource clock) {
    for (ModelProvider provider : providers) {
      String name = provider.name();
      ProviderLimits own = limits.getOrDefault(name, ProviderLimits.DEFAULT);
      GuardedProvider guarded =
          new GuardedProvider(
              provider, own, bulkhead(name, own), breaker(name, own, meters), clock);
      if (byName.put(name, guarded) != null) {
        throw new IllegalArgumentException(
            "Expected one provider named " + name + ", but there are two");
      }
    }
  }

  /** The provider of that name, or null where this process has none. */
  public @Nullable GuardedProvider named(String name) {
    return byName.get(name);
  }

  public List<GuardedProvider> all() {
    return List.copyOf(byName.values());
  }

  private static Bulkhead bulkhead(String name, ProviderLimits limits) {
    return Bulkhead.of(
        name,
        BulkheadConfig.custom()
            .maxConcurrentCalls(limits.maxConcurrent())
            .maxWaitDuration(limits.maxWait())
            .build());
  }

  /** A window of n calls of which all must have failed is n failures in a row. */
  private static CircuitBreaker breaker(String name, ProviderLimits limits, MeterRegistry meters) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    limits.failuresToOpen(), limits.failuresToOpen(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(limits.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    Gauge.builder("circuit_breaker.state", breaker, b -> b.getState().getOrder())
        .description("0 closed, 1 open, 2 half open")
        .tag("provider", name)
        .register(meters);
    breaker
        .getEventPublisher()
        .onError(
            e -> meters.counter("circuit_breaker.failures_total", "provider", name).increment())
        .onCallNotPermitted(
            e -> meters.counter("circuit_breaker.rejections_total", "provider", name).increment())
        .onStateTransition(
            e ->
                log.warn(
                    "The circuit breaker of provider {} went from {} to {}",
                    name,
                    e.getStateTransition().getFromState(),
                    e.getStateTransition().getToState()));
    // So that the counters are there, at zero, before the first failure.
    meters.counter("circuit_breaker.failures_total", "provider", name);
    meters.counter("circuit_breaker.rejections_total", "provider", name);
    meters.counter("circuit_breaker.fallback_calls_total", "provider", name);
    return breaker;
  }
}
