package dev.assay.query.recorded;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventJson;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.id.TenantId;
import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.seal.SealedText;
import dev.assay.query.reading.TenantReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Reads all that was recorded of an execution and of what worked for it, texts opened. */
public final class ExecutionEvents {
  private static final int BATCH = 500;

  // Who works for an execution was begun because of one of its events, or of one of theirs.
  private static final String AGGREGATES =
      """
      WITH RECURSIVE working AS (
        SELECT DISTINCT aggregate_id FROM read_model.audit_events
        WHERE aggregate_id = ?
        UNION
        SELECT effect.aggregate_id FROM working w
        JOIN read_model.audit_events cause ON cause.aggregate_id = w.aggregate_id
        JOIN read_model.audit_events effect ON effect.causation_id = cause.event_id
        WHERE effect.aggregate_type = ANY (?)
      )
      SELECT aggregate_id FROM working LIMIT ?
      """;

  private record Extent(List<UUID> aggregates, long upTo) {}

  private final TenantReader reader;
  private final JdbcTemplate jdbc;
  private final EventReader events;

  /**
   * @param jdbc on the connections of {@code reader}, as {@code events}
   */
  public ExecutionEvents(TenantReader reader, JdbcTemplate jdbc, EventReader events) {
    this.reader = reader;
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * {@code NOT_FOUND} where the tenant has nothing of the kind under this id, and {@code
   * INVALID_STATE} where it was run for something else, without whose events nothing about it can
   * be said.
   */
  public void requireByItself(TenantId tenant, Recorded what, UUID id) {
    StoredEvent first =
        reader
            .read(tenant, () -> isKnown(what, id) ? first(tenant, id) : Stream.<StoredEvent>of())
            .findFirst()
            .orElseThrow(() -> CommandRejected.notFound(what.noun(), id));
    Map<String, String> metadata = first.metadata();
    if (!Objects.equals(
        metadata.get(MetadataKeys.CAUSATION_ID), metadata.get(MetadataKeys.COMMAND_ID))) {
      throw CommandRejected.invalidState(
          "Expected %s that was asked for by itself, but event %s led to it: replay what that belongs to"
              .formatted(what.withArticle(), metadata.get(MetadataKeys.CAUSATION_ID)));
    }
  }

  /** Not before the audit index has it: by that index its events are found. */
  private boolean isKnown(Recorded what, UUID id) {
    return !jdbc.queryForList(
            "SELECT 1 FROM read_model.audit_events WHERE aggregate_id = ?"
                + " AND aggregate_type = ? LIMIT 1",
            Integer.class,
            id,
            what.aggregateType())
        .isEmpty();
  }

  private Stream<StoredEvent> first(TenantId tenant, UUID id) {
    return events.ofAggregate(tenant.value(), id, 0, 1).stream();
  }

  /** The pseudonym of the person whose data the execution is; null is the tenant's own. */
  public @Nullable String subjectOf(TenantId tenant, UUID executionId) {
    return reader.read(tenant, () -> events.ofAggregate(tenant.value(), executionId, 0, 1)).stream()
        .findFirst()
        .map(first -> first.metadata().get(MetadataKeys.SUBJECT))
        .orElse(null);
  }

  /**
   * By position. What is appended while it is read is left out, so that no effect lacks its cause.
   */
  public List<RecordedEvent> read(TenantId tenant, UUID executionId) {
    Extent extent = reader.read(tenant, () -> extentOf(executionId));
    List<RecordedEvent> found = new ArrayList<>();
    for (UUID aggregate : extent.aggregates()) {
      add(tenant, aggregate, extent.upTo(), found);
    }
    if (found.isEmpty()) {
      throw CommandRejected.notFound("execution", executionId);
    }
    found.sort(Comparator.comparingLong(RecordedEvent::position));
    return found;
  }

  private Extent extentOf(UUID executionId) {
    Long upTo =
        jdbc.queryForObject(
            "SELECT coalesce(max(created_position), 0) FROM read_model.audit_events", Long.class);
    List<UUID> aggregates =
        jdbc.queryForList(
            AGGREGATES,
            UUID.class,
            executionId,
            ExecutionReplay.AGGREGATES.toArray(String[]::new),
            ExecutionReplay.MOST_EVENTS);
    return new Extent(aggregates, upTo == null ? 0 : upTo);
  }

  private void add(TenantId tenant, UUID aggregate, long upTo, List<RecordedEvent> found) {
    long next = 0;
    while (true) {
      long from = next;
      List<StoredEvent> batch =
          reader.read(tenant, () -> events.ofAggregate(tenant.value(), aggregate, from, BATCH));
      batch.stream()
          .filter(event -> event.position() <= upTo)
          .map(ExecutionEvents::recorded)
          .forEach(found::add);
      if (found.size() > ExecutionReplay.MOST_EVENTS) {
        throw new CommandRejected(
            RejectionCode.TOO_LARGE,
            "Expected an execution of at most %d events, but it has more"
                .formatted(ExecutionReplay.MOST_EVENTS));
      }
      if (batch.size() < BATCH) {
        return;
      }
      next = batch.getLast().sequence() + 1;
    }
  }

  private static RecordedEvent recorded(StoredEvent event) {
    return new RecordedEvent(
        event.position(),
        event.id(),
        event.revision(),
        event.aggregateType(),
        event.aggregateId(),
        event.sequence(),
        event.recordedAt(),
        event.metadata(),
        opened(event),
        hasErased(EventJson.tree(event.openedPayload().getBytes(StandardCharsets.UTF_8))));
  }

  private static DomainEvent opened(StoredEvent event) {
    try {
      return event.opened();
    } catch (UnknownEventException e) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected to read every event of the execution, but this build cannot read %s of revision %d at position %d"
              .formatted(event.type(), event.revision(), event.position()));
    }
  }

  private static boolean hasErased(JsonNode json) {
    if (json.isString()) {
      return json.stringValue().equals(SealedText.ERASED);
    }
    for (JsonNode part : json) {
      if (hasErased(part)) {
        return true;
      }
    }
    return false;
  }
}
