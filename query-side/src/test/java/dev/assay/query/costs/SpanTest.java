package dev.assay.query.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Instant FIRST = Instant.parse("2026-09-01T00:00:00Z");

  @Test
  void shouldTellDaysAndHoursFromWhatIsLeft() {
    Instant from = Instant.parse("2026-09-01T22:10:00Z");
    Instant to = Instant.parse("2026-09-04T01:20:00Z");
    assertThat(Span.of(from, to))
        .isEqualTo(
            new Span(
                from,
                Instant.parse("2026-09-01T23:00:00Z"),
                Instant.parse("2026-09-02T00:00:00Z"),
                Instant.parse("2026-09-04T00:00:00Z"),
                Instant.parse("2026-09-04T01:00:00Z"),
                to));
  }

  @Test
  void shouldHaveNoHourWithinOne() {
    Instant from = Instant.parse("2026-09-01T22:10:00Z");
    Instant to = Instant.parse("2026-09-01T22:59:00Z");
    assertThat(Span.of(from, to)).isEqualTo(new Span(from, to, to, to, to, to));
  }

  @Test
  void shouldLeaveOutNothingAndTakeNothingTwice() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      Instant from = FIRST.plus(Duration.ofMinutes(20L * random.nextInt(300)));
      Instant to = from.plus(Duration.ofMinutes(20L * random.nextInt(300)));
      Span span = Span.of(from, to);
      assertThat(span.from()).isEqualTo(from).isBeforeOrEqualTo(span.hours());
      assertThat(span.hours()).isBeforeOrEqualTo(span.days());
      assertThat(span.days()).isBeforeOrEqualTo(span.daysEnd());
      assertThat(span.daysEnd()).isBeforeOrEqualTo(span.hoursEnd());
      assertThat(span.hoursEnd()).isBeforeOrEqualTo(span.to());
      assertThat(span.to()).isEqualTo(to);
      if (span.days().isBefore(span.daysEnd())) {
        assertThat(span.days()).isEqualTo(span.days().truncatedTo(ChronoUnit.DAYS));
        assertThat(span.daysEnd()).isEqualTo(span.daysEnd().truncatedTo(ChronoUnit.DAYS));
      }
      if (span.hours().isBefore(span.hoursEnd())) {
        assertThat(span.hours()).isEqualTo(span.hours().truncatedTo(ChronoUnit.HOURS));
        assertThat(span.hoursEnd()).isEqualTo(span.hoursEnd().truncatedTo(ChronoUnit.HOURS));
      }
    }
  }
}
