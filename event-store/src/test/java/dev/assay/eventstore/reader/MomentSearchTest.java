package dev.assay.eventstore.reader;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class MomentSearchTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final int EVENTS = 200;

  /** Each list element: how many seconds an event's clock is off; events are a minute apart. */
  @Property(tries = 500)
  void shouldFindByHalvesAPlaceBeforeWhichNothingIsMissed(
      @ForAll @Size(min = 1, max = 300) List<@IntRange(min = -299, max = 299) Integer> off,
      @ForAll @IntRange(min = -20, max = 320) int minute) {
    Instant moment = START.plus(Duration.ofMinutes(minute));
    int[] probes = {0};

    long from =
        MomentSearch.bisect(
            moment.minus(MomentSearch.DISORDER),
            off.size(),
            position -> {
              probes[0]++;
              return recordedAt(position, off.get((int) position - 1));
            });

    assertThat(from).isBetween(1L, off.size() + 1L);
    assertThat(LongStream.range(1, from))
        .allMatch(p -> recordedAt(p, off.get(p.intValue() - 1)).isBefore(moment));
    assertThat(probes[0]).isLessThanOrEqualTo(10);
  }

  @Test
  void shouldFindTheFirstEventOfAMomentAmongWritersWhoseClocksDiffer() throws Exception {
    long seed = Long.getLong("assay.test.seed", System.nanoTime());
    System.out.println("MomentSearchTest: -Dassay.test.seed=" + seed);
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      append(store, new Random(seed));
      assertThat(store.head().awaitBeyond(EVENTS - 1, Duration.ofSeconds(30))).isEqualTo(EVENTS);
      for (int minute = -15; minute <= EVENTS + 15; minute += 7) {
        Instant moment = START.plus(Duration.ofMinutes(minute));
        assertThat(store.reader().firstPositionAt(moment))
            .as("at minute %d", minute)
            .isEqualTo(byLookingAtAll(database, moment));
      }
    }
  }

  private static void append(StoreUnderTest store, Random random) {
    for (int position = 1; position <= EVENTS; position++) {
      UUID aggregate = Uuids.next();
      store
          .engine()
          .appendEvents(
              new GenericDomainEventMessage<>(
                  "Conversation",
                  aggregate.toString(),
                  0,
                  TestEvents.event(aggregate, 0),
                  MetaData.from(envelope(Uuids.next(), Uuids.next())),
                  Uuids.next().toString(),
                  recordedAt(position, random.nextInt(-120, 121))));
    }
  }

  private static Instant recordedAt(long position, int secondsOff) {
    return START.plus(Duration.ofMinutes(position)).plusSeconds(secondsOff);
  }

  private static OptionalLong byLookingAtAll(EmbeddedDatabase database, Instant moment) {
    Long first =
        database
            .databases()
            .jdbc(DatabaseRole.PROCESSOR)
            .queryForObject(
                """
                SELECT min(o.position) FROM event_store.events e
                JOIN event_store.event_order o ON o.event_id = e.id
                WHERE e.recorded_at >= ?""",
                Long.class,
                moment.atOffset(ZoneOffset.UTC));
    return first == null ? OptionalLong.empty() : OptionalLong.of(first);
  }
}
