package dev.assay.query.audit.history;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.http.json.Times;
import dev.assay.query.reading.Filters;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A point of a history: all events up to a position of the record, or all before the first that was
 * recorded after a time. Writers' clocks order nothing, so a position is exact and a time is what
 * people remember.
 */
sealed interface Moment {
  Pattern DIGITS = Pattern.compile("\\d{1,18}");

  /** Whether the next event of the history had happened by then. */
  boolean includes(StoredEvent next);

  record AtPosition(long position) implements Moment {
    @Override
    public boolean includes(StoredEvent next) {
      return next.position() <= position;
    }
  }

  record AtTime(Instant time) implements Moment {
    @Override
    public boolean includes(StoredEvent next) {
      return !next.recordedAt().isAfter(time);
    }
  }

  /** The whole history there is. */
  Moment NOW = new AtPosition(Long.MAX_VALUE);

  /** A position or a time; {@link #NOW} where nothing was sent. */
  static Moment parse(String name, @Nullable String text) {
    if (text == null) {
      return NOW;
    }
    if (DIGITS.matcher(text).matches()) {
      return new AtPosition(Long.parseLong(text));
    }
    try {
      return new AtTime(Times.parse(text));
    } catch (DateTimeException e) {
      throw Filters.refused(
          name,
          "Expected %s to be a position or a time such as 2026-11-21T09:30:00Z".formatted(name)
              + Filters.but(text));
    }
  }
}
