package dev.assay.eventstore.versions;

import static dev.assay.eventstore.testing.StoreUnderTest.asTenant;
import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventExamples;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.FixedKeys;
import dev.assay.eventstore.testing.StoreUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An event of a revision that is no longer written reads as the present one: in the record, in a
 * dead letter, and where a snapshot of other times is passed over. The bytes stay as they were.
 */
class OldRevisionsTest {
  private static final String NAME = "agent-execution.model-call-requested";
  private static final ModelCallRequested AS_ONCE_WRITTEN =
      (ModelCallRequested) Objects.requireNonNull(EventExamples.asOnceWritten().get(NAME + ".v1"));

  private final UUID tenant = Uuids.next();
  private final UUID aggregate = AS_ONCE_WRITTEN.agentExecutionId().value();
  private final EventCodec codec = FixedKeys.codec();
  private EmbeddedDatabase database;
  private StoreUnderTest store;

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

  private static byte[] golden() throws IOException {
    return Files.readAllBytes(
        Path.of("../api-contracts/src/test/resources/golden", NAME + ".v1.json"));
  }

  /** As a build of that time appended it. */
  private void append(int revision) throws IOException {
    UUID command = Uuids.next();
    database
        .databases()
        .jdbc(DatabaseRole.APPENDER)
        .update(
            """
            INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
              revision, recorded_at, command_id, payload, metadata)
            VALUES (?, 0, ?, 'AgentExecution', ?, 0, ?, ?, now(), ?, ?, ?)
            """,
            Uuids.next(),
            tenant,
            aggregate,
            NAME,
            revision,
            command,
            golden(),
            codec.encodeMetadata(envelope(tenant, command)));
    await().until(() -> store.reader().head() == 1);
  }

  private List<? extends EventMessage<?>> streamed() {
    return store.engine().readEvents(new GlobalSequenceTrackingToken(0), false).toList();
  }

  @Test
  void shouldReadTheRecordAsIfItWereOfToday() throws IOException {
    append(1);

    assertThat(streamed()).extracting(EventMessage::getPayload).isEqualTo(List.of(AS_ONCE_WRITTEN));
    assertThat(
            asTenant(
                tenant,
                () -> store.engine().readEvents(aggregate.toString(), 0).next().getPayload()))
        .isEqualTo(AS_ONCE_WRITTEN);
    var stored = store.reader().after(0, 10).getFirst();
    assertThat(stored.revision()).isEqualTo(1);
    assertThat(stored.payload()).isEqualTo(golden());
  }

  @Test
  void shouldFailClosedOnARevisionOfTomorrow() throws IOException {
    append(3);

    assertThatThrownBy(this::streamed)
        .isInstanceOf(UnknownEventException.class)
        .hasMessageContaining("revision 3 of " + NAME);
    assertThatThrownBy(
            () -> asTenant(tenant, () -> store.engine().readEvents(aggregate.toString(), 0).next()))
        .isInstanceOf(UnknownEventException.class);
  }

  /** What a snapshot of other times stands for is read from the events, through their upcasters. */
  @Test
  void shouldPassOverASnapshotOfAnotherRevisionAndReadTheEvents() throws IOException {
    append(1);
    asTenant(
        tenant,
        () -> {
          store
              .engine()
              .storeSnapshot(
                  new GenericDomainEventMessage<>(
                      "AgentExecution", aggregate.toString(), 0, new StateOfThen("calling")));
          return "";
        });
    assertThat(asTenant(tenant, () -> store.engine().readSnapshot(aggregate.toString())))
        .isPresent();

    new JdbcTemplate(database.superuser())
        .update("UPDATE event_store.snapshots SET state_revision = 'of-then'");

    assertThat(asTenant(tenant, () -> store.engine().readSnapshot(aggregate.toString()))).isEmpty();
    assertThat(asTenant(tenant, () -> store.store().readEvents(aggregate.toString()).next()))
        .extracting(EventMessage::getPayload)
        .isEqualTo(AS_ONCE_WRITTEN);
  }

  /** What some aggregate kept. */
  public record StateOfThen(String status) {}
}
