package dev.assay.sinks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Events to hand over. */
public final class Lines {
  private Lines() {}

  /** The event at a position: always the same. */
  public static SinkEvent event(long position) {
    return new SinkEvent(
        position,
        new UUID(1, position),
        new UUID(2, position % 2),
        new UUID(3, position % 5),
        "review.decided",
        Instant.parse("2026-11-21T10:00:00.123456Z"),
        "{\"position\":%d,\"text\":\"Grüße \\\"]\"}".formatted(position));
  }

  /** From one position to another, both included. */
  public static List<SinkEvent> events(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Lines::event).toList();
  }
}
