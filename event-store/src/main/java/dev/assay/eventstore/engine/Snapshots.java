package dev.assay.eventstore.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps the newest snapshot of each aggregate. A snapshot whose type or revision is not what this
 * build would write is passed over, and the aggregate is sourced from its events.
 */
final class Snapshots {
  private static final String NO_REVISION = "";
  private static final String STORE =
      """
      INSERT INTO event_store.snapshots AS s (tenant_id, aggregate_id, aggregate_type, sequence,
        state_type, state_revision, recorded_at, payload, metadata) VALUES (?,?,?,?,?,?,?,?,?)
      ON CONFLICT (tenant_id, aggregate_id) DO UPDATE SET
        aggregate_type = excluded.aggregate_type, sequence = excluded.sequence,
        state_type = excluded.state_type, state_revision = excluded.state_revision,
        recorded_at = excluded.recorded_at, payload = excluded.payload,
        metadata = excluded.metadata
      WHERE s.sequence <= excluded.sequence OR s.state_revision <> excluded.state_revision
      """;
  private static final String READ =
      """
      SELECT aggregate_type, sequence, state_type, state_revision, recorded_at, payload
      FROM event_store.snapshots WHERE tenant_id = ? AND aggregate_id = ?
      """;

  private final JdbcTemplate jdbc;
  private final Serializer serializer;

  Snapshots(JdbcTemplate jdbc, Serializer serializer) {
    this.jdbc = jdbc;
    this.serializer = serializer;
  }

  void store(UUID tenantId, DomainEventMessage<?> snapshot) {
    SerializedObject<byte[]> state = snapshot.serializePayload(serializer, byte[].class);
    SerializedObject<byte[]> metadata = snapshot.serializeMetaData(serializer, byte[].class);
    jdbc.update(
        STORE,
        tenantId,
        UUID.fromString(snapshot.getAggregateIdentifier()),
        snapshot.getType(),
        snapshot.getSequenceNumber(),
        state.getType().getName(),
        Objects.requireNonNullElse(state.getType().getRevision(), NO_REVISION),
        snapshot.getTimestamp().atOffset(ZoneOffset.UTC),
        state.getData(),
        metadata.getData());
  }

  Optional<DomainEventMessage<?>> read(UUID tenantId, UUID aggregateId) {
    return jdbc
        .query(READ, (row, index) -> readRow(row, aggregateId), tenantId, aggregateId)
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<DomainEventMessage<?>> readRow(ResultSet row, UUID aggregateId)
      throws SQLException {
    String type = row.getString(3);
    String revision = row.getString(4);
    if (!revision.equals(currentRevision(type))) {
      return Optional.empty();
    }
    Object state =
        serializer.deserialize(
            new SimpleSerializedObject<>(row.getBytes(6), byte[].class, type, revision));
    return Optional.of(
        new GenericDomainEventMessage<>(
            row.getString(1),
            aggregateId.toString(),
            row.getLong(2),
            state,
            MetaData.emptyInstance(),
            aggregateId + "#" + row.getLong(2),
            row.getObject(5, OffsetDateTime.class).toInstant()));
  }

  /** What this build would write; null when it knows no such class. */
  private @Nullable String currentRevision(String type) {
    Class<?> known = serializer.classForType(new SimpleSerializedType(type, null));
    if (UnknownSerializedType.class.isAssignableFrom(known)) {
      return null;
    }
    return Objects.requireNonNullElse(serializer.typeForClass(known).getRevision(), NO_REVISION);
  }
}
