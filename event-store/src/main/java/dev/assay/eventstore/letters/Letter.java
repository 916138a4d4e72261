package dev.assay.eventstore.letters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be handled, or that waits behind one of its sequence. It holds where the
 * event is and nothing of what it says.
 *
 * @param name of the projection or process manager
 * @param version of the read model, {@code build} of that version; null for process managers
 * @param position of the event, global
 * @param sequence of the event within its aggregate
 * @param sequenceId what is handled in order: an aggregate, or the process that events are for
 * @param causeClass of the exception, or {@link Cause#AFTER_ANOTHER}
 * @param causeMessage safe to show; null where there is nothing safe to say
 * @param attempts how often it was tried; 0 while it only waits
 * @param retry what an operator wants done, and has not been done yet
 * @param endedAt when it was resolved or discarded
 * @param first nothing of its sequence waits before it
 */
public record Letter(
    UUID letterId,
    UUID tenantId,
    String name,
    @Nullable Integer version,
    @Nullable Integer build,
    long position,
    UUID eventId,
    String eventType,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    UUID sequenceId,
    String causeClass,
    @Nullable String causeMessage,
    Status status,
    int attempts,
    Instant parkedAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Retry retry,
    @Nullable Instant endedAt,
    boolean first) {

  /** What became of it. */
  public enum Status {
    PARKED,
    /** Handled when it was tried again. */
    RESOLVED,
    /** Given up; what it is about goes on without it. */
    DISCARDED
  }

  /** How much an operator wants tried again. */
  public enum Retry {
    LETTER,
    /** The letter and all that waits behind it, up to the first that fails. */
    SEQUENCE
  }

  static Letter of(ResultSet row) throws SQLException {
    return new Letter(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getObject(4, Integer.class),
        row.getObject(5, Integer.class),
        row.getLong(6),
        row.getObject(7, UUID.class),
        row.getString(8),
        row.getString(9),
        row.getObject(10, UUID.class),
        row.getLong(11),
        row.getObject(12, UUID.class),
        row.getString(13),
        row.getString(14),
        Status.valueOf(row.getString(15)),
        row.getInt(16),
        row.getObject(17, OffsetDateTime.class).toInstant(),
        instant(row, 18),
        retry(row.getString(19)),
        instant(row, 20),
        row.getBoolean(21));
  }

  private static @Nullable Retry retry(@Nullable String name) {
    return name == null ? null : Retry.valueOf(name);
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
