package dev.assay.eventstore.engine;

import static dev.assay.eventstore.testing.StoreUnderTest.asTenant;
import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendTest {
  static final List<String> MANDATORY = MetadataKeys.MANDATORY;

  private final UUID tenant = Uuids.next();
  private EmbeddedDatabase database;
  private PostgresEventStorageEngine engine;

  @BeforeAll
  void open() {
    database = EmbeddedDatabase.create();
    engine = new StoreUnderTest(database.databases()).engine();
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void readsBackWhatWasAppendedInTheOrderOfTheAggregate() {
    UUID aggregate = Uuids.next();
    UUID command = Uuids.next();
    var appended = TestEvents.messages(aggregate, 0, 3, envelope(tenant, command));
    engine.appendEvents(appended);
    List<? extends DomainEventMessage<?>> read = read(tenant, aggregate);
    assertThat(read)
        .extracting(e -> (Object) e.getPayload())
        .isEqualTo(appended.stream().map(e -> (Object) e.getPayload()).toList());
    assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L, 2L);
    assertThat(read.getFirst().getIdentifier()).isEqualTo(appended.getFirst().getIdentifier());
    assertThat(Map.copyOf(read.getFirst().getMetaData())).isEqualTo(envelope(tenant, command));
    assertThat(read.getFirst().getType()).isEqualTo("Conversation");
  }

  @Test
  void storesStableNamesAndNoClassName() {
    UUID aggregate = Uuids.next();
    engine.appendEvents(TestEvents.messages(aggregate, 0, 1, envelope(tenant, Uuids.next())));
    var row =
        database
            .databases()
            .jdbc(DatabaseRole.APPENDER)
            .queryForMap(
                "SELECT type, revision, convert_from(payload, 'UTF8') AS payload,"
                    + " convert_from(metadata, 'UTF8') AS metadata"
                    + " FROM event_store.events WHERE aggregate_id = ?",
                aggregate);
    assertThat(row).containsEntry("type", "conversation.started").containsEntry("revision", 1);
    assertThat(row.toString()).doesNotContain("dev.assay").doesNotContain("ConversationStarted");
  }

  @Test
  void anAggregateOfAnotherTenantDoesNotExist() {
    UUID aggregate = Uuids.next();
    engine.appendEvents(TestEvents.messages(aggregate, 0, 1, envelope(tenant, Uuids.next())));
    assertThat(read(Uuids.next(), aggregate)).isEmpty();
    assertThat(asTenant(Uuids.next(), () -> engine.lastSequenceNumberFor(aggregate.toString())))
        .isEmpty();
    assertThat(asTenant(tenant, () -> engine.lastSequenceNumberFor(aggregate.toString())))
        .contains(0L);
  }

  @Test
  void readingWithoutAUnitOfWorkFailsRatherThanGuessATenant() {
    assertThatThrownBy(() -> engine.readEvents(Uuids.next().toString()))
        .isInstanceOf(IncompleteEnvelopeException.class);
  }

  @Test
  void theSecondOfTwoWritersIsRefused() {
    UUID aggregate = Uuids.next();
    engine.appendEvents(TestEvents.messages(aggregate, 0, 2, envelope(tenant, Uuids.next())));
    var late = TestEvents.messages(aggregate, 1, 2, envelope(tenant, Uuids.next()));
    assertThatThrownBy(() -> engine.appendEvents(late))
        .isInstanceOf(ConcurrencyException.class)
        .isNotInstanceOf(AggregateStreamCreationException.class);
    assertThat(read(tenant, aggregate)).hasSize(2);
  }

  @Test
  void anAggregateIsCreatedOnce() {
    UUID aggregate = Uuids.next();
    engine.appendEvents(TestEvents.messages(aggregate, 0, 1, envelope(tenant, Uuids.next())));
    var again = TestEvents.messages(aggregate, 0, 1, envelope(tenant, Uuids.next()));
    assertThatThrownBy(() -> engine.appendEvents(again))
        .isInstanceOf(AggregateStreamCreationException.class);
  }

  @Test
  void aRepeatedCommandIsADuplicateEvenWhereItsSequenceCollidesToo() {
    UUID aggregate = Uuids.next();
    UUID command = Uuids.next();
    engine.appendEvents(TestEvents.messages(aggregate, 0, 2, envelope(tenant, command)));
    for (long sequence : new long[] {0, 2}) {
      var again = TestEvents.messages(aggregate, sequence, 2, envelope(tenant, command));
      assertThatThrownBy(() -> engine.appendEvents(again))
          .isInstanceOfSatisfying(
              DuplicateCommandException.class, e -> assertThat(e.commandId()).isEqualTo(command));
    }
    assertThat(read(tenant, aggregate)).hasSize(2);
  }

  @Test
  void theSameCommandIdOfAnotherTenantIsAnotherCommand() {
    UUID command = Uuids.next();
    UUID other = Uuids.next();
    engine.appendEvents(TestEvents.messages(Uuids.next(), 0, 1, envelope(tenant, command)));
    UUID aggregate = Uuids.next();
    engine.appendEvents(TestEvents.messages(aggregate, 0, 1, envelope(other, command)));
    assertThat(read(other, aggregate)).hasSize(1);
  }

  @ParameterizedTest
  @FieldSource("MANDATORY")
  void anEventWithoutAMandatoryFieldIsNotAppended(String missing) {
    UUID aggregate = Uuids.next();
    Map<String, String> metadata = envelope(tenant, Uuids.next());
    metadata.remove(missing);
    var events = TestEvents.messages(aggregate, 0, 2, metadata);
    assertThatThrownBy(() -> engine.appendEvents(events))
        .isInstanceOf(IncompleteEnvelopeException.class)
        .hasMessageContaining(missing);
    assertThat(read(tenant, aggregate)).isEmpty();
  }

  @Test
  void whatHasNoStableNameIsNotAppended() {
    var unnamed =
        new GenericDomainEventMessage<>(
            "Text", Uuids.next().toString(), 0, "text", envelope(tenant, Uuids.next()));
    assertThatThrownBy(() -> engine.appendEvents(unnamed))
        .isInstanceOf(UnknownEventException.class);
  }

  @Test
  void anEventThatNoAggregateAppliedIsNotAppended() {
    var published =
        new GenericEventMessage<>(
            TestEvents.event(Uuids.next(), 0), envelope(tenant, Uuids.next()));
    assertThatThrownBy(() -> engine.appendEvents(published))
        .isInstanceOf(IncompleteEnvelopeException.class);
  }

  @Test
  void aHistoryLongerThanOneBatchIsReadWhole() {
    UUID aggregate = Uuids.next();
    int length = AggregateEvents.BATCH + 1;
    engine.appendEvents(TestEvents.messages(aggregate, 0, length, envelope(tenant, Uuids.next())));
    assertThat(read(tenant, aggregate)).hasSize(length);
  }

  @Test
  void anAppendHasALimit() {
    var tooMany =
        TestEvents.messages(
            Uuids.next(), 0, EventAppender.MAX_EVENTS + 1, envelope(tenant, Uuids.next()));
    assertThatThrownBy(() -> engine.appendEvents(tooMany))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("at most 1000");
  }

  private List<? extends DomainEventMessage<?>> read(UUID ofTenant, UUID aggregate) {
    return asTenant(
        ofTenant,
        () ->
            engine
                .readEvents(aggregate.toString())
                .asStream()
                .<DomainEventMessage<?>>map(e -> e)
                .toList());
  }
}
