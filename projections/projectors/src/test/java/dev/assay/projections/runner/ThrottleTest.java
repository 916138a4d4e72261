package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final Duration MOST = Duration.ofMillis(100);

  private final AtomicLong head = new AtomicLong(7);
  private final AtomicLong lag = new AtomicLong();
  private final Throttle throttle = new Throttle(0, lag::get, head::get, MOST);

  @Test
  void shouldAllowLongWritesWhereNothingIsRecorded() {
    assertThat(throttle.maxWrite()).isEqualTo(MOST);
    assertThat(throttle.maxWrite()).isEqualTo(MOST);
  }

  @Test
  void shouldAllowShortWritesOnlyWhileEventsAreRecorded() {
    throttle.maxWrite();

    head.incrementAndGet();

    assertThat(throttle.maxWrite()).isLessThanOrEqualTo(MOST.dividedBy(2));
    assertThat(throttle.maxWrite()).as("a moment later").isLessThanOrEqualTo(MOST.dividedBy(2));
  }

  @Test
  void shouldWaitAtMostASecondForALiveReadModel() throws Exception {
    lag.set(60_000);
    long began = System.nanoTime();

    throttle.await();

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
  }
}
