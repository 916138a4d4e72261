package dev.assay.eventstore.engine;

import dev.assay.eventstore.codec.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The events of one aggregate of one tenant, in order. Read in batches, so that a long history
 * needs neither much memory nor a connection between batches. Reads committed rows and waits for no
 * sequencer.
 */
final class AggregateEvents implements DomainEventStream {
  static final int BATCH = 500;

  private static final String SELECT =
      """
      SELECT id, aggregate_type, sequence, type, revision, recorded_at, payload, metadata
      FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ? AND sequence >= ?
      ORDER BY sequence LIMIT ?
      """;

  private final JdbcTemplate jdbc;
  private final EventCodec codec;
  private final UUID tenantId;
  private final UUID aggregateId;
  private final Queue<DomainEventMessage<?>> batch = new ArrayDeque<>();
  private long next;
  private boolean exhausted;
  private @Nullable Long last;

  AggregateEvents(JdbcTemplate jdbc, EventCodec codec, UUID tenant, UUID aggregate, long first) {
    this.jdbc = jdbc;
    this.codec = codec;
    this.tenantId = tenant;
    this.aggregateId = aggregate;
    this.next = first;
  }

  @Override
  public boolean hasNext() {
    if (batch.isEmpty() && !exhausted) {
      List<DomainEventMessage<?>> read =
          jdbc.query(SELECT, this::read, tenantId, aggregateId, next, BATCH);
      exhausted = read.size() < BATCH;
      batch.addAll(read);
      next += read.size();
    }
    return !batch.isEmpty();
  }

  @Override
  public DomainEventMessage<?> next() {
    DomainEventMessage<?> event = peek();
    batch.remove();
    last = event.getSequenceNumber();
    return event;
  }

  @Override
  public DomainEventMessage<?> peek() {
    if (!hasNext()) {
      throw new NoSuchElementException("The aggregate has no more events");
    }
    return batch.element();
  }

  /** The sequence of the last event handed out; null when there was none. */
  @Override
  @SuppressWarnings("NullAway") // Axon's interface means null, but is not annotated so
  public Long getLastSequenceNumber() {
    return last;
  }

  private DomainEventMessage<?> read(ResultSet row, int index) throws SQLException {
    return new GenericDomainEventMessage<>(
        row.getString(2),
        aggregateId.toString(),
        row.getLong(3),
        codec.open(
            row.getString(4),
            row.getInt(5),
            row.getBytes(7),
            tenantId,
            row.getObject(1, UUID.class)),
        MetaData.from(metadata(row)),
        row.getString(1),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }

  /** The first event says whose data the aggregate is, which its next events must say, too. */
  private Map<String, String> metadata(ResultSet row) throws SQLException {
    Map<String, String> metadata = codec.decodeMetadata(row.getBytes(8));
    if (row.getLong(3) == 0) {
      AggregateSubjects.remember(aggregateId, metadata);
    }
    return metadata;
  }
}
