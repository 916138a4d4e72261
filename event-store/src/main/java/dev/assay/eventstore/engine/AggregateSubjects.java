package dev.assay.eventstore.engine;

import static dev.assay.api.envelope.MetadataKeys.SUBJECT;

import dev.assay.eventstore.codec.EventCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whose data aggregates are: it is the subject of an aggregate's first event, whoever acts on it
 * later. Remembered for a unit of work, which reads an aggregate before it appends to it.
 */
final class AggregateSubjects {
  private static final String REMEMBERED = AggregateSubjects.class.getName();
  private static final String FIRST =
      """
      SELECT metadata FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ? AND sequence = 0
      """;

  private final JdbcTemplate jdbc;
  private final EventCodec codec;

  AggregateSubjects(JdbcTemplate jdbc, EventCodec codec) {
    this.jdbc = jdbc;
    this.codec = codec;
  }

  /** Called with the metadata of an aggregate's first event, read or about to be appended. */
  static void remember(UUID aggregate, Map<String, ?> first) {
    if (CurrentUnitOfWork.isStarted()) {
      Object subject = first.get(SUBJECT);
      remembered().put(aggregate, Optional.ofNullable(subject).map(Object::toString));
    }
  }

  /** Null where the aggregate is nobody's, or has no event yet. */
  @Nullable String of(UUID tenant, UUID aggregate) {
    if (!CurrentUnitOfWork.isStarted()) {
      return read(tenant, aggregate).orElse(null);
    }
    return remembered().computeIfAbsent(aggregate, id -> read(tenant, id)).orElse(null);
  }

  private Optional<String> read(UUID tenant, UUID aggregate) {
    List<byte[]> first = jdbc.query(FIRST, (row, index) -> row.getBytes(1), tenant, aggregate);
    return first.stream()
        .findFirst()
        .flatMap(metadata -> Optional.ofNullable(codec.decodeMetadata(metadata).get(SUBJECT)));
  }

  private static Map<UUID, Optional<String>> remembered() {
    return CurrentUnitOfWork.get().getOrComputeResource(REMEMBERED, key -> new HashMap<>());
  }
}
