package dev.assay.eventstore.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.FixedKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private static final UUID SOME = Uuids.next();

  /** Readers at any places, in any order, over a record that grows: as if each read it alone. */
  @Property(tries = 300)
  void shouldAnswerAsTheRecordItself(
      @ForAll @Size(max = 40) List<@LongRange(min = 0, max = 60) Long> positions,
      @ForAll @IntRange(min = 1, max = 12) int limit,
      @ForAll @IntRange(min = 1, max = 15) int maxEvents) {
    AtomicInteger head = new AtomicInteger(20);
    EventSource record =
        (position, most) -> events(position, Math.min(head.get(), position + most));
    RecentEvents recent = new RecentEvents(record, maxEvents, 1L << 20);
    for (long position : positions) {
      List<StoredEvent> answer = recent.after(position, limit);
      List<Long> expected = positions(record.after(position, limit));
      // It may answer fewer than asked for, but never none where there are some, and without a gap.
      assertThat(positions(answer)).isEqualTo(expected.subList(0, answer.size()));
      assertThat(answer.isEmpty()).isEqualTo(expected.isEmpty());
      head.incrementAndGet();
    }
  }

  @Test
  void shouldReadOnceForAllThatFollowTheEnd() {
    AtomicInteger reads = new AtomicInteger();
    RecentEvents recent =
        new RecentEvents(
            (position, most) -> {
              reads.incrementAndGet();
              return events(position, 10);
            },
            100,
            1L << 20);
    for (int reader = 0; reader < 10; reader++) {
      assertThat(positions(recent.after(0, 100))).hasSize(10);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void shouldKeepNoMoreBytesThanAllowed() {
    AtomicInteger reads = new AtomicInteger();
    RecentEvents recent =
        new RecentEvents(
            (position, most) -> {
              reads.incrementAndGet();
              return events(position, 10);
            },
            100,
            5);
    recent.after(0, 100);
    recent.after(0, 100);
    assertThat(reads).hasValue(2);
  }

  private static List<StoredEvent> events(long after, long to) {
    return LongStream.rangeClosed(after + 1, to).mapToObj(RecentEventsTest::event).toList();
  }

  private static StoredEvent event(long position) {
    return new StoredEvent(
        new StoredEvent.Row(
            position,
            position,
            SOME,
            SOME,
            "Tenant",
            SOME,
            0,
            "tenant.suspended",
            1,
            Instant.EPOCH,
            SOME,
            new byte[1],
            new byte[1]),
        FixedKeys.codec());
  }

  private static List<Long> positions(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::position).toList();
  }
}
