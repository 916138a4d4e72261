package dev.assay.query.reading;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the rows of a list were made, as far as that was asked for: at {@code from} or later, before
 * {@code to}.
 */
public record Made(@Nullable Instant from, @Nullable Instant to) {
  /** Reading a row of the span takes as long as passing so many that were made later. Measured. */
  private static final int AS_LONG_AS_PASSING = 3;

  /** At any time. */
  public static final Made ANY = new Made(null, null);

  /**
   * Whether reading all rows that were made then takes less than passing all that were made later,
   * as far as time tells: rows come about evenly.
   *
   * @param oldest when the first row of all was made
   */
  boolean takesLessThanPassingLaterOnes(Instant oldest, Instant now) {
    if (to == null) {
      return false;
    }
    Instant begin = from == null || from.isBefore(oldest) ? oldest : from;
    Duration span = Duration.between(begin, to);
    return span.multipliedBy(AS_LONG_AS_PASSING).compareTo(Duration.between(to, now)) < 0;
  }
}
