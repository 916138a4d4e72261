package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
  private final BatchSize size = new BatchSize(256, Duration.ofMillis(100));

  @Test
  void shouldGrowToItsLimitWhileFullBatchesAreFast() {
    for (int i = 0; i < 10; i++) {
      size.wrote(size.current(), Duration.ofMillis(10));
    }
    assertThat(size.current()).isEqualTo(256);
  }

  @Test
  void shouldShrinkWhenAWriteTakesTooLongButNotToNothing() {
    size.wrote(64, Duration.ofMillis(101));
    assertThat(size.current()).isEqualTo(32);
    for (int i = 0; i < 10; i++) {
      size.wrote(size.current(), Duration.ofSeconds(1));
    }
    assertThat(size.current()).isEqualTo(8);
  }

  @Test
  void shouldStayWhenBatchesAreNotFull() {
    size.wrote(1, Duration.ofMillis(1));
    assertThat(size.current()).isEqualTo(64);
  }

  @Test
  void shouldKeepToAnotherTimeWhereThatIsAllowedJustNow() {
    int before = size.current();

    size.wrote(before, Duration.ofMillis(40), Duration.ofMillis(25));

    assertThat(size.current()).isEqualTo(before / 2);
  }
}
