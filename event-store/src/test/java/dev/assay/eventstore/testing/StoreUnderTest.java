package dev.assay.eventstore.testing;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.engine.PostgresEventStorageEngine;
import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.proofs.LedgerStatus;
import dev.assay.eventstore.ledger.proofs.LedgerStatusReader;
import dev.assay.eventstore.ledger.publishing.Notary;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.sequencer.Sequencer;
import dev.assay.eventstore.sequencer.SequencerProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** The event store with its sequencer on a database for tests, as a program would wire it. */
public final class StoreUnderTest implements AutoCloseable {
  private final EventCodec codec;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EventReader reader;
  private final HeadSignal head;
  private final Sequencer sequencer;
  private final LedgerStatusReader status;
  private final PostgresEventStorageEngine engine;
  private final PostgresEventStore store;

  public StoreUnderTest(Databases databases) {
    this(databases, SequencerProperties.defaults(), LedgerUnderTest.properties());
  }

  public StoreUnderTest(
      Databases databases, SequencerProperties sequencing, LedgerProperties ledger) {
    codec = new EventCodec(new Sealing(TestKeys.of(databases).dataKeys()));
    reader = new EventReader(databases.dataSource(DatabaseRole.PROCESSOR), codec);
    head = new HeadSignal(reader::head);
    status = new LedgerStatusReader(databases.dataSource(DatabaseRole.PROCESSOR));
    sequencer =
        new Sequencer(
            databases.dataSource(DatabaseRole.SEQUENCER),
            head,
            new Notary(databases.dataSource(DatabaseRole.SEQUENCER), ledger, meters),
            sequencing,
            meters);
    engine =
        new PostgresEventStorageEngine(
            databases.dataSource(DatabaseRole.APPENDER),
            reader,
            codec,
            GeneralSerializer.create(),
            sequencer::nudge);
    store = PostgresEventStore.create(engine, reader, head);
  }

  /** With the sequencer running. */
  public static StoreUnderTest started(Databases databases) {
    StoreUnderTest store = new StoreUnderTest(databases);
    store.sequencer.start();
    return store;
  }

  public PostgresEventStorageEngine engine() {
    return engine;
  }

  /** Opens what this store has sealed. */
  public EventCodec codec() {
    return codec;
  }

  public PostgresEventStore store() {
    return store;
  }

  public EventReader reader() {
    return reader;
  }

  public HeadSignal head() {
    return head;
  }

  public Sequencer sequencer() {
    return sequencer;
  }

  public LedgerStatus status() {
    return status.read();
  }

  public SimpleMeterRegistry meters() {
    return meters;
  }

  /** Metadata with everything that is mandatory. */
  public static Map<String, String> envelope(UUID tenant, UUID commandId) {
    Map<String, String> metadata = new HashMap<>();
    MetadataKeys.MANDATORY.forEach(key -> metadata.put(key, "test"));
    metadata.put(MetadataKeys.TENANT_ID, tenant.toString());
    metadata.put(MetadataKeys.COMMAND_ID, commandId.toString());
    return metadata;
  }

  /** Runs in a unit of work of a message of the tenant, which is then committed. */
  public static <T> T asTenant(UUID tenant, Supplier<T> work) {
    var message = new GenericEventMessage<>("test", envelope(tenant, Uuids.next()));
    var result = DefaultUnitOfWork.startAndGet(message).executeWithResult(work::get);
    if (!result.isExceptional()) {
      return result.getPayload();
    }
    throw result.exceptionResult() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(result.exceptionResult());
  }

  @Override
  public void close() {
    sequencer.stop();
  }
}
