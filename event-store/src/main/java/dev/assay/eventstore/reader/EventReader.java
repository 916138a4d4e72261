package dev.assay.eventstore.reader;

import dev.assay.eventstore.codec.EventCodec;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the record in the order of its positions. Positions are dense and never change, so a reader
 * that remembers the last one it handled misses nothing and sees nothing twice.
 */
public final class EventReader implements EventSource {
  /** Events that one call returns at most, whatever the caller asks for. */
  public static final int MAX_LIMIT = 10_000;

  // LATERAL makes one index probe for each position, however little the planner knows of the
  // tables.
  private static final String COLUMNS =
      """
      SELECT o.position, o.tenant_position, e.id, e.tenant_id, e.aggregate_type, e.aggregate_id,
             e.sequence, e.type, e.revision, e.recorded_at, e.command_id, e.payload, e.metadata
      FROM (%s) o
      CROSS JOIN LATERAL (
        SELECT * FROM event_store.events e
        WHERE e.tenant_id = o.tenant_id AND e.aggregate_id = o.aggregate_id
          AND e.sequence = o.sequence
        LIMIT 1) e
      ORDER BY o.position
      """;
  private static final String AFTER =
      COLUMNS.formatted(
          "SELECT * FROM event_store.event_order WHERE position > ? ORDER BY position LIMIT ?");
  private static final String OF_TENANT_AFTER =
      COLUMNS.formatted(
          """
          SELECT * FROM event_store.event_order
          WHERE tenant_id = ? AND tenant_position > ? ORDER BY tenant_position LIMIT ?""");

  // One index probe for each aggregate, whose events lie side by side, and not one for each event.
  // Within a range of positions an aggregate has a range of sequences, since it is ordered by them.
  private static final String OF_SLICE =
      """
      SELECT CASE WHEN cardinality(o.positions) = o.last - o.first + 1
                  THEN o.positions[e.sequence - o.first + 1] END,
             o.tenant_positions[e.sequence - o.first + 1], e.id, e.tenant_id, e.aggregate_type,
             e.aggregate_id, e.sequence, e.type, e.revision, e.recorded_at, e.command_id, e.payload,
             e.metadata
      FROM (
        SELECT tenant_id, aggregate_id, min(sequence) AS first, max(sequence) AS last,
               array_agg(position ORDER BY sequence) AS positions,
               array_agg(tenant_position ORDER BY sequence) AS tenant_positions
        FROM event_store.event_order
        WHERE position > ? AND position <= ?
          AND (uuid_hash_extended(aggregate_id, 0) & 2147483647) % ? = ?
        GROUP BY tenant_id, aggregate_id) o
      CROSS JOIN LATERAL (
        SELECT * FROM event_store.events e
        WHERE e.tenant_id = o.tenant_id AND e.aggregate_id = o.aggregate_id
          AND e.sequence BETWEEN o.first AND o.last
        ORDER BY e.sequence LIMIT o.last - o.first + 1) e
      WHERE cardinality(?::text[]) = 0 OR e.aggregate_type = ANY (?)
      """;

  private static final String OF_AGGREGATE =
      """
      SELECT o.position, o.tenant_position, e.id, e.tenant_id, e.aggregate_type, e.aggregate_id,
             e.sequence, e.type, e.revision, e.recorded_at, e.command_id, e.payload, e.metadata
      FROM (SELECT * FROM event_store.events
            WHERE tenant_id = ? AND aggregate_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?) e
      CROSS JOIN LATERAL (
        SELECT position, tenant_position FROM event_store.event_order o WHERE o.event_id = e.id
        LIMIT 1) o
      ORDER BY e.sequence
      """;

  private final JdbcTemplate jdbc;
  private final MomentSearch moments;
  private final EventCodec codec;

  /**
   * @param dataSource of any role that may read events; under {@code assay_reader} only the tenant
   *     of the surrounding transaction is seen
   */
  public EventReader(DataSource dataSource, EventCodec codec) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.moments = new MomentSearch(dataSource);
    this.codec = codec;
  }

  /**
   * The events beyond a position, the lowest first; empty at the end of the record.
   *
   * @param limit events at most, cut to {@link #MAX_LIMIT}
   */
  @Override
  public List<StoredEvent> after(long position, int limit) {
    return jdbc.query(AFTER, this::read, position, Math.min(limit, MAX_LIMIT));
  }

  /**
   * The events of a slice beyond one position and up to another, the lowest first. Whoever reads
   * all slices of a kind has read everything, and has each aggregate's events in their order.
   */
  public List<StoredEvent> ofSlice(Slice slice, long after, long upTo) {
    List<StoredEvent> events =
        jdbc.query(
            connection -> {
              PreparedStatement query = connection.prepareStatement(OF_SLICE);
              Array types = connection.createArrayOf("text", slice.aggregateTypes().toArray());
              query.setLong(1, after);
              query.setLong(2, upTo);
              query.setInt(3, slice.of());
              query.setInt(4, slice.index());
              query.setArray(5, types);
              query.setArray(6, types);
              return query;
            },
            this::read);
    events.sort(Comparator.comparingLong(StoredEvent::position));
    if (!events.isEmpty() && events.getFirst().position() == 0) {
      throw new IllegalStateException(
          "Expected the events of aggregate %s to have their places one after the other, but one is missing"
              .formatted(events.getFirst().aggregateId()));
    }
    return events;
  }

  /** The events of one tenant beyond a tenant position, the lowest first. */
  public List<StoredEvent> ofTenantAfter(UUID tenantId, long tenantPosition, int limit) {
    return jdbc.query(
        OF_TENANT_AFTER, this::read, tenantId, tenantPosition, Math.min(limit, MAX_LIMIT));
  }

  /**
   * The events of one aggregate from a sequence on, those that have their position yet.
   *
   * @param limit events at most, cut to {@link #MAX_LIMIT}
   */
  public List<StoredEvent> ofAggregate(
      UUID tenantId, UUID aggregateId, long fromSequence, int limit) {
    return jdbc.query(
        OF_AGGREGATE, this::read, tenantId, aggregateId, fromSequence, Math.min(limit, MAX_LIMIT));
  }

  /** The highest position there is; 0 when the record is empty. */
  public long head() {
    Long head =
        jdbc.queryForObject(
            "SELECT coalesce(max(position), 0) FROM event_store.event_order", Long.class);
    return head == null ? 0 : head;
  }

  /**
   * The lowest position of an event that was recorded at or after a moment, if there is one; exact
   * for events whose time is at most five minutes off their place. Not under {@code assay_reader}.
   */
  public OptionalLong firstPositionAt(Instant moment) {
    return moments.firstAt(moment, head());
  }

  private StoredEvent read(ResultSet row, int index) throws SQLException {
    return new StoredEvent(
        new StoredEvent.Row(
            row.getLong(1),
            row.getLong(2),
            row.getObject(3, UUID.class),
            row.getObject(4, UUID.class),
            row.getString(5),
            row.getObject(6, UUID.class),
            row.getLong(7),
            row.getString(8),
            row.getInt(9),
            row.getObject(10, OffsetDateTime.class).toInstant(),
            row.getObject(11, UUID.class),
            row.getBytes(12),
            row.getBytes(13)),
        codec);
  }
}
