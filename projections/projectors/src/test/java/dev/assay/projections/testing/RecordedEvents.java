package dev.assay.projections.testing;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.Id;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.FixedKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into the record at once in order, without aggregates and sequencer. Their texts are
 * sealed under keys that need no key store.
 */
public final class RecordedEvents {
  /** Whoever is erased here is so for all. */
  public static final FixedKeys KEYS = new FixedKeys();

  /** Opens what the recorded events have sealed. */
  public static final Sealing SEALING = new Sealing(KEYS);

  private static final EventCodec CODEC = new EventCodec(SEALING);

  private final EmbeddedDatabase database;
  private final boolean ordersThem;
  private final Map<UUID, Long> tenantPositions = new HashMap<>();
  private final Map<List<UUID>, Long> sequences = new HashMap<>();
  private String correlationId = "correlation-1";
  private Actor actor =
      new Actor(Actor.Kind.USER, "ada", null, Set.of(Role.DESIGNER), "oidc", null);
  private Instant now = Instant.parse("2026-11-21T09:00:00.000001Z");
  private long position;
  private @Nullable UUID cause;
  private @Nullable String subject;
  private @Nullable UUID lastEventId;

  public RecordedEvents(EmbeddedDatabase database) {
    this(database, true);
  }

  private RecordedEvents(EmbeddedDatabase database, boolean ordersThem) {
    this.database = database;
    this.ordersThem = ordersThem;
  }

  /** Leaves it to a sequencer that runs beside to give positions. */
  public static RecordedEvents forSequencer(EmbeddedDatabase database) {
    return new RecordedEvents(database, false);
  }

  /** The global position of the event recorded last. */
  public long position() {
    return position;
  }

  /** The id of the event recorded last. */
  public UUID lastEventId() {
    return Objects.requireNonNull(lastEventId);
  }

  /** From now on events were caused by this one; null: by a command from outside. */
  public RecordedEvents because(@Nullable UUID event) {
    cause = event;
    return this;
  }

  /** From now on events carry this correlation and this person. */
  public RecordedEvents by(String person, String correlation) {
    actor = new Actor(Actor.Kind.USER, person, null, Set.of(), "oidc", null);
    correlationId = correlation;
    return this;
  }

  /** From now on texts are of this person; null: of the tenant. */
  public RecordedEvents about(@Nullable String pseudonym) {
    subject = pseudonym;
    return this;
  }

  /** From now on events are recorded at this time and, each, a millisecond after the one before. */
  public RecordedEvents from(Instant time) {
    now = time;
    return this;
  }

  /** Records events of one aggregate and answers the position of the last. */
  public long append(TenantId tenant, Id aggregateId, DomainEvent... events) {
    for (DomainEvent event : events) {
      var entry = CODEC.entryOf(event);
      UUID id = Uuids.next();
      RetentionClass kept = RetentionClass.of(entry.aggregateType());
      append(
          id,
          tenant,
          entry.aggregateType(),
          aggregateId.value(),
          entry.name(),
          entry.revision(),
          CODEC.encode(event, new Whose(tenant.value(), subject, kept, id)));
    }
    return position;
  }

  /** Records an event that no build may know. */
  public long append(
      TenantId tenant,
      String aggregateType,
      UUID aggregateId,
      String type,
      int revision,
      String payload) {
    return append(
        Uuids.next(),
        tenant,
        aggregateType,
        aggregateId,
        type,
        revision,
        payload.getBytes(StandardCharsets.UTF_8));
  }

  private long append(
      UUID id,
      TenantId tenant,
      String aggregateType,
      UUID aggregateId,
      String type,
      int revision,
      byte[] payload) {
    lastEventId = id;
    UUID commandId = Uuids.next();
    long sequence =
        sequences.merge(List.of(tenant.value(), aggregateId), 0L, (old, zero) -> old + 1);
    long tenantPosition = tenantPositions.merge(tenant.value(), 1L, Long::sum);
    now = now.plusMillis(1);
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    var appender = database.databases().jdbc(DatabaseRole.APPENDER);
    appender.update(
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
          revision, recorded_at, command_id, payload, metadata) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        tenant.value(),
        aggregateType,
        aggregateId,
        sequence,
        type,
        revision,
        at,
        commandId,
        payload,
        CODEC.encodeMetadata(metadata(tenant, commandId)));
    if (ordersThem) {
      order(tenant, tenantPosition, id, aggregateId, sequence);
    }
    return ++position;
  }

  private void order(
      TenantId tenant, long tenantPosition, UUID id, UUID aggregateId, long sequence) {
    database
        .databases()
        .jdbc(DatabaseRole.SEQUENCER)
        .update(
            """
            INSERT INTO event_store.event_order (position, tenant_id, tenant_position, event_id, aggregate_id,
              sequence, leaf_hash) VALUES (?, ?, ?, ?, ?, ?, sha256(''))
            """,
            position + 1,
            tenant.value(),
            tenantPosition,
            id,
            aggregateId,
            sequence);
  }

  private Map<String, String> metadata(TenantId tenant, UUID commandId) {
    Map<String, String> metadata = new HashMap<>(actor.toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, tenant.toString());
    metadata.put(MetadataKeys.COMMAND_ID, commandId.toString());
    metadata.put(MetadataKeys.CORRELATION_ID, correlationId);
    metadata.put(MetadataKeys.CAUSATION_ID, (cause == null ? commandId : cause).toString());
    metadata.put(MetadataKeys.REQUEST_ID, "request-1");
    metadata.put(MetadataKeys.BUILD, "test");
    metadata.put(MetadataKeys.POLICY_VERSIONS, "access:1");
    if (subject != null) {
      metadata.put(MetadataKeys.SUBJECT, subject);
    }
    return metadata;
  }
}
