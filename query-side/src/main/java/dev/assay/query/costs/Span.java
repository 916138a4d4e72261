package dev.assay.query.costs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time as whole days in the midst of whole hours in the midst of what is left, all of UTC; any of
 * them may be empty.
 */
record Span(
    Instant from, Instant hours, Instant days, Instant daysEnd, Instant hoursEnd, Instant to) {

  static Span of(Instant from, Instant to) {
    Instant hours = up(from, ChronoUnit.HOURS);
    Instant hoursEnd = to.truncatedTo(ChronoUnit.HOURS);
    if (!hours.isBefore(hoursEnd)) {
      return new Span(from, to, to, to, to, to);
    }
    Instant days = up(hours, ChronoUnit.DAYS);
    Instant daysEnd = hoursEnd.truncatedTo(ChronoUnit.DAYS);
    return days.isBefore(daysEnd)
        ? new Span(from, hours, days, daysEnd, hoursEnd, to)
        : new Span(from, hours, hoursEnd, hoursEnd, hoursEnd, to);
  }

  private static Instant up(Instant time, ChronoUnit unit) {
    Instant begun = time.truncatedTo(unit);
    return begun.equals(time) ? time : begun.plus(1, unit);
  }
}
