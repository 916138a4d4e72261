package dev.assay.eventstore.engine;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One schedule for two engines: a slow writer inserts and does not commit yet, then a fast one
 * whose clock is 120 s behind inserts and commits, then a consumer reads, then the slow one commits
 * and the consumer reads on. Axon's own engine is the control: it must lose the slow writer's
 * event, or the schedule would prove nothing about ours.
 */
class SlowWriterTest {
  private final DomainEventMessage<?> early = event(Duration.ZERO);
  private final DomainEventMessage<?> slow = event(Duration.ZERO);
  private final DomainEventMessage<?> fast = event(Duration.ofSeconds(120));
  private EmbeddedDatabase database;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ourEngineDeliversTheSlowWritersEvent() throws Exception {
    try (OurEngine ours = new OurEngine(database)) {
      assertThat(delivered(ours))
          .containsExactlyInAnyOrder(
              early.getIdentifier(), slow.getIdentifier(), fast.getIdentifier());
    }
  }

  @Test
  void theStockEngineLosesTheSlowWritersEvent() throws Exception {
    try (StockEngine stock = new StockEngine(database)) {
      assertThat(delivered(stock)).containsExactly(early.getIdentifier(), fast.getIdentifier());
    }
  }

  private List<String> delivered(EngineUnderTest engine) throws Exception {
    TrackingReader reader = new TrackingReader(engine);
    try (Connection first = engine.connect();
        Connection second = engine.connect()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      engine.append(second, List.of(early));
      second.commit();
      engine.settle(1);
      reader.readOn();
      engine.append(first, List.of(slow));
      engine.append(second, List.of(fast));
      second.commit();
      reader.readOn();
      first.commit();
      engine.settle(3);
      reader.readOn();
    }
    return reader.deliveredIds();
  }

  private static DomainEventMessage<?> event(Duration clockBehind) {
    UUID aggregate = Uuids.next();
    return new GenericDomainEventMessage<>(
        "Conversation",
        aggregate.toString(),
        0,
        TestEvents.event(aggregate, 0),
        MetaData.from(envelope(Uuids.next(), Uuids.next())),
        Uuids.next().toString(),
        Instant.now().minus(clockBehind));
  }
}
