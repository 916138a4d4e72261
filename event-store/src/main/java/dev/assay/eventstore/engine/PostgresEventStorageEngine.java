package dev.assay.eventstore.engine;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.reader.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Appends and reads by aggregate, both for the tenant of the current unit of work: another tenant's
 * aggregate does not exist. Streams by dense position, so that a token has no gaps. Thread-safe.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {
  private static final String ORDINALS = PostgresEventStorageEngine.class.getName() + ".ordinals";
  private static final int STREAM_BATCH = 500;

  private final EventAppender appender;
  private final JdbcTemplate jdbc;
  private final EventCodec codec;
  private final AggregateSubjects subjects;
  private final EventReader reader;
  private final Snapshots snapshots;
  private final Runnable afterAppend;

  /**
   * @param appender connects as {@link dev.assay.eventstore.database.DatabaseRole#APPENDER}
   * @param reader of a role that may read every event
   * @param snapshotSerializer writes aggregate states
   * @param afterAppend called after each append, to wake a sequencer in this process; must not
   *     block
   */
  public PostgresEventStorageEngine(
      DataSource appender,
      EventReader reader,
      EventCodec codec,
      Serializer snapshotSerializer,
      Runnable afterAppend) {
    this.appender = new EventAppender(appender);
    this.jdbc = new JdbcTemplate(appender);
    this.codec = codec;
    this.subjects = new AggregateSubjects(jdbc, codec);
    this.reader = reader;
    this.snapshots = new Snapshots(jdbc, snapshotSerializer);
    this.afterAppend = afterAppend;
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    ToIntFunction<UUID> ordinals = ordinals();
    List<EventRow> rows = new ArrayList<>(events.size());
    events.forEach(event -> rows.add(EventRow.of(event, codec, ordinals, subjects)));
    appender.append(rows);
    afterAppend.run();
  }

  /** One unit of work may append twice, when an event is applied while it commits. */
  private static ToIntFunction<UUID> ordinals() {
    Map<UUID, Integer> next =
        CurrentUnitOfWork.isStarted()
            ? CurrentUnitOfWork.get().getOrComputeResource(ORDINALS, key -> new HashMap<>())
            : new HashMap<>();
    return command -> next.merge(command, 1, Integer::sum) - 1;
  }

  @Override
  public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
    return new AggregateEvents(
        jdbc, codec, CurrentTenant.id(), UUID.fromString(aggregateIdentifier), firstSequenceNumber);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "SELECT max(sequence) FROM event_store.events WHERE tenant_id = ? AND aggregate_id = ?",
            Long.class,
            CurrentTenant.id(),
            UUID.fromString(aggregateIdentifier)));
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken trackingToken, boolean mayBlock) {
    return Stream.iterate(
            reader.after(PositionToken.positionOf(trackingToken), STREAM_BATCH),
            batch -> !batch.isEmpty(),
            batch -> reader.after(batch.getLast().position(), STREAM_BATCH))
        .flatMap(List::stream)
        .map(PositionToken::opened);
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    snapshots.store(CurrentTenant.id(), snapshot);
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
    return snapshots.read(CurrentTenant.id(), UUID.fromString(aggregateIdentifier));
  }

  /** Before the first event. */
  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.head());
  }

  /**
   * Before the first position of an event recorded at or after the moment; the head when there is
   * none. Writers' clocks order nothing, so later positions may hold events recorded earlier.
   */
  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    long head = reader.head();
    long first = reader.firstPositionAt(dateTime).orElse(head + 1);
    return new GlobalSequenceTrackingToken(Math.min(first - 1, head));
  }
}
