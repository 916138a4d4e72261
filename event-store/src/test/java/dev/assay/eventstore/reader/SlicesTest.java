package dev.assay.eventstore.reader;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The slices of any range of positions are together what lies there, each in its order. */
class SlicesTest {
  private static final int EVENTS = 400;
  private static final List<String> TYPES = List.of("Conversation", "Agent", "Workflow");

  private record Aggregate(UUID tenant, UUID id, String type) {}

  private final long seed = Long.getLong("assay.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void shouldHaveEveryEventOfARangeInOneSlice() throws Exception {
    System.out.println("SlicesTest: -Dassay.test.seed=" + seed);
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      append(store);
      List<StoredEvent> all = store.reader().after(0, EVENTS);
      for (int i = 0; i < 60; i++) {
        long after = random.nextInt(EVENTS);
        long upTo = after + 1 + random.nextInt(EVENTS);
        int slices = 1 + random.nextInt(4);
        List<String> types = TYPES.subList(0, random.nextInt(TYPES.size() + 1));
        List<StoredEvent> read = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
          List<StoredEvent> some =
              store.reader().ofSlice(new Slice(slice, slices, types), after, upTo);
          assertThat(some).isSortedAccordingTo(Comparator.comparingLong(StoredEvent::position));
          read.addAll(some);
        }
        assertThat(read)
            .as("seed %d, positions %d to %d, %s", seed, after, upTo, types)
            .extracting(SlicesTest::place)
            .containsExactlyInAnyOrderElementsOf(
                all.stream()
                    .filter(event -> event.position() > after && event.position() <= upTo)
                    .filter(event -> types.isEmpty() || types.contains(event.aggregateType()))
                    .map(SlicesTest::place)
                    .toList());
      }
      loseAPlace(database);
      assertThatThrownBy(() -> store.reader().ofSlice(new Slice(0, 1, List.of()), 0, EVENTS))
          .hasMessageContaining("Expected the events of aggregate");
    }
  }

  /** All that tells an event apart, and where it lies. */
  private static String place(StoredEvent event) {
    return "%s %s %s %d at %d"
        .formatted(
            event.tenantId(), event.aggregateId(), event.id(), event.sequence(), event.position());
  }

  /** As nothing but a superuser can do it. */
  private static void loseAPlace(EmbeddedDatabase database) {
    new JdbcTemplate(database.superuser())
        .execute(
            """
            ALTER TABLE event_store.event_order DISABLE TRIGGER ALL;
            DELETE FROM event_store.event_order WHERE position = (
              SELECT position FROM event_store.event_order o WHERE sequence = 1 AND EXISTS (
                SELECT 1 FROM event_store.event_order n WHERE n.aggregate_id = o.aggregate_id AND n.sequence = 2)
              LIMIT 1)
            """);
  }

  private void append(StoreUnderTest store) throws InterruptedException {
    List<UUID> tenants = List.of(Uuids.next(), Uuids.next(), Uuids.next());
    List<Aggregate> aggregates = new ArrayList<>();
    List<Integer> next = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      aggregates.add(
          new Aggregate(
              tenants.get(random.nextInt(tenants.size())),
              Uuids.next(),
              TYPES.get(random.nextInt(TYPES.size()))));
      next.add(0);
    }
    for (int i = 0; i < EVENTS; i++) {
      int which = random.nextInt(aggregates.size());
      Aggregate aggregate = aggregates.get(which);
      int sequence = next.set(which, next.get(which) + 1);
      store
          .engine()
          .appendEvents(
              new GenericDomainEventMessage<>(
                  aggregate.type(),
                  aggregate.id().toString(),
                  sequence,
                  TestEvents.event(aggregate.id(), sequence),
                  MetaData.from(envelope(aggregate.tenant(), Uuids.next())),
                  Uuids.next().toString(),
                  Instant.now()));
    }
    assertThat(store.head().awaitBeyond(EVENTS - 1, Duration.ofSeconds(30))).isEqualTo(EVENTS);
  }
}
