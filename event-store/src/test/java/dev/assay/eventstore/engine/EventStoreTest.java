package dev.assay.eventstore.engine;

import static dev.assay.eventstore.testing.StoreUnderTest.asTenant;
import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.Positions;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStoreTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final UUID tenant = Uuids.next();
  private EmbeddedDatabase database;
  private StoreUnderTest store;

  /** The state of an aggregate, as a snapshot holds it. */
  @Revision("2")
  public record State(String text) {}

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
    store = StoreUnderTest.started(database.databases());
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void aUnitOfWorkAppendsWhenItCommitsAndSeesItsOwnEventsBefore() {
    UUID aggregate = Uuids.next();
    asTenant(
        tenant,
        () -> {
          publish(aggregate, 0, 2, Uuids.next());
          assertThat(stored(aggregate)).isZero();
          assertThat(read(aggregate)).hasSize(2);
          return true;
        });
    assertThat(stored(aggregate)).isEqualTo(2);
  }

  @Test
  void aUnitOfWorkThatRollsBackAppendsNothing() {
    UUID aggregate = Uuids.next();
    assertThatThrownBy(
            () ->
                asTenant(
                    tenant,
                    () -> {
                      publish(aggregate, 0, 2, Uuids.next());
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");
    assertThat(stored(aggregate)).isZero();
  }

  @Test
  void aNestedUnitOfWorkAppendsBeforeItsParentGoesOnSoThatTheSenderLearnsOfADuplicate() {
    UUID aggregate = Uuids.next();
    UUID command = Uuids.next();
    asTenant(
        tenant,
        () -> {
          asTenant(tenant, () -> publish(aggregate, 0, 1, command));
          assertThat(stored(aggregate)).isEqualTo(1);
          assertThatThrownBy(() -> asTenant(tenant, () -> publish(aggregate, 1, 1, command)))
              .isInstanceOf(DuplicateCommandException.class);
          return true;
        });
    assertThat(stored(aggregate)).isEqualTo(1);
  }

  @Test
  void aStreamDeliversWhatIsAppendedLaterAndCallsBack() throws InterruptedException {
    try (var stream = store.store().openStream(null)) {
      CountDownLatch called = new CountDownLatch(1);
      assertThat(stream.hasNextAvailable()).isFalse();
      stream.setOnAvailableCallback(called::countDown);
      UUID aggregate = Uuids.next();
      asTenant(tenant, () -> publish(aggregate, 0, 3, Uuids.next()));
      assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.hasNextAvailable(30, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.peek()).isPresent();
      for (long position = 1; position <= 3; position++) {
        var event = stream.nextAvailable();
        assertThat(event.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(position));
        assertThat(((DomainEventMessage<?>) event).getAggregateIdentifier())
            .isEqualTo(aggregate.toString());
      }
      assertThat(stream.hasNextAvailable(1, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void tokensPointBeforeTheFirstBehindTheLastAndAtAMoment() throws InterruptedException {
    Instant before = Instant.now().minusSeconds(1);
    asTenant(tenant, () -> publish(Uuids.next(), 0, 4, Uuids.next()));
    store.head().awaitBeyond(3, LONG);
    var events = store.store();
    assertThat(events.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
    assertThat(events.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(4));
    assertThat(events.createTokenAt(before)).isEqualTo(new GlobalSequenceTrackingToken(0));
    assertThat(events.createTokenAt(Instant.now().plusSeconds(60)))
        .isEqualTo(new GlobalSequenceTrackingToken(4));
    assertThat(store.engine().readEvents(new GlobalSequenceTrackingToken(1), false)).hasSize(3);
  }

  @Test
  void aTokenOfAnotherEventStoreIsRefused() {
    var foreign = GapAwareTrackingToken.newInstance(3, List.of());
    assertThatThrownBy(() -> store.store().openStream(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be deleted");
  }

  @Test
  void positionOfACommandIsThatOfItsLastEvent() throws InterruptedException {
    Positions positions =
        new Positions(database.databases().dataSource(DatabaseRole.PROCESSOR), store.head());
    UUID command = Uuids.next();
    asTenant(tenant, () -> publish(Uuids.next(), 0, 3, command));
    TenantId own = new TenantId(tenant);
    assertThat(positions.positionOfCommand(own, command, LONG)).hasValue(3);
    assertThat(positions.positionOfCommand(own, Uuids.next(), LONG)).isEmpty();
    assertThat(positions.positionOfCommand(new TenantId(Uuids.next()), command, LONG)).isEmpty();
    store.sequencer().stop();
    UUID unordered = Uuids.next();
    asTenant(tenant, () -> publish(Uuids.next(), 0, 1, unordered));
    assertThat(positions.positionOfCommand(own, unordered, Duration.ofMillis(30))).isEmpty();
  }

  @Test
  void aSnapshotSparesTheEventsBeforeIt() {
    UUID aggregate = Uuids.next();
    asTenant(tenant, () -> publish(aggregate, 0, 3, Uuids.next()));
    asTenant(tenant, () -> storeSnapshot(aggregate, 1));
    List<? extends DomainEventMessage<?>> read = asTenant(tenant, () -> read(aggregate));
    assertThat(read).hasSize(2);
    assertThat((Object) read.getFirst().getPayload()).isEqualTo(new State("at 1"));
    assertThat(read.getLast().getSequenceNumber()).isEqualTo(2);
    assertThat(asTenant(Uuids.next(), () -> read(aggregate))).isEmpty();
  }

  @Test
  void aSnapshotOfAnotherRevisionOrTypeIsPassedOver() {
    UUID aggregate = Uuids.next();
    asTenant(tenant, () -> publish(aggregate, 0, 3, Uuids.next()));
    asTenant(tenant, () -> storeSnapshot(aggregate, 1));
    var jdbc = database.databases().jdbc(DatabaseRole.APPENDER);
    for (String change : List.of("state_revision = '1'", "state_type = 'dev.assay.Gone'")) {
      jdbc.update("UPDATE event_store.snapshots SET " + change);
      assertThat(asTenant(tenant, () -> read(aggregate))).hasSize(3);
    }
  }

  private boolean storeSnapshot(UUID aggregate, long sequence) {
    store
        .store()
        .storeSnapshot(
            new GenericDomainEventMessage<>(
                "Conversation", aggregate.toString(), sequence, new State("at " + sequence)));
    return true;
  }

  private boolean publish(UUID aggregate, long first, int count, UUID command) {
    store.store().publish(TestEvents.messages(aggregate, first, count, envelope(tenant, command)));
    return true;
  }

  private List<? extends DomainEventMessage<?>> read(UUID aggregate) {
    return store
        .store()
        .readEvents(aggregate.toString())
        .asStream()
        .<DomainEventMessage<?>>map(e -> e)
        .toList();
  }

  private long stored(UUID aggregate) {
    Long count =
        database
            .databases()
            .jdbc(DatabaseRole.PROCESSOR)
            .queryForObject(
                "SELECT count(*) FROM event_store.events WHERE aggregate_id = ?",
                Long.class,
                aggregate);
    return count == null ? 0 : count;
  }
}
