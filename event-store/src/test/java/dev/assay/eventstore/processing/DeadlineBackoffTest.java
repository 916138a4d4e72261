package dev.assay.eventstore.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineBackoffTest {
  @Test
  void shouldWaitTwiceAsLongAfterEachFailureUpToAMinute() {
    assertThat(IntStream.range(0, 8).mapToObj(DeadlineBackoff::pauseAfter).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 1_000, Integer.MAX_VALUE})
  void shouldNeverWaitLongerHoweverOftenItFailed(int failures) {
    assertThat(DeadlineBackoff.pauseAfter(failures)).isEqualTo(Duration.ofMinutes(1));
  }
}
