package dev.assay.eventstore.reader;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.seal.SealedText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of the record with its place in it. Payload and metadata are decoded when asked for and
 * then kept; a reader that only counts pays for neither. Not thread-safe in the sense that two
 * threads may decode twice, with equal results.
 */
public final class StoredEvent {
  /**
   * The columns as they are stored.
   *
   * @param position global, dense from 1
   * @param tenantPosition dense from 1 within the tenant
   * @param sequence dense from 0 within the aggregate
   * @param type the stable name; {@code revision} is the one it was written in
   * @param recordedAt the writer's clock, microseconds
   */
  public record Row(
      long position,
      long tenantPosition,
      UUID id,
      UUID tenantId,
      String aggregateType,
      UUID aggregateId,
      long sequence,
      String type,
      int revision,
      Instant recordedAt,
      UUID commandId,
      byte[] payload,
      byte[] metadata) {}

  private final Row row;
  private final EventCodec codec;
  private @Nullable DomainEvent event;
  private @Nullable Map<String, String> metadata;

  public StoredEvent(Row row, EventCodec codec) {
    this.row = row;
    this.codec = codec;
  }

  public long position() {
    return row.position();
  }

  public long tenantPosition() {
    return row.tenantPosition();
  }

  public UUID id() {
    return row.id();
  }

  public TenantId tenantId() {
    return new TenantId(row.tenantId());
  }

  public String aggregateType() {
    return row.aggregateType();
  }

  public UUID aggregateId() {
    return row.aggregateId();
  }

  public long sequence() {
    return row.sequence();
  }

  public String type() {
    return row.type();
  }

  public int revision() {
    return row.revision();
  }

  public Instant recordedAt() {
    return row.recordedAt();
  }

  public UUID commandId() {
    return row.commandId();
  }

  /** The stored bytes, in the revision they were written in: JSON, UTF-8. Not to be changed. */
  public byte[] payload() {
    return row.payload();
  }

  /** The stored bytes of the metadata. Not to be changed. */
  public byte[] metadataBytes() {
    return row.metadata();
  }

  public Map<String, String> metadata() {
    Map<String, String> decoded = metadata;
    if (decoded == null) {
      decoded = codec.decodeMetadata(row.metadata());
      metadata = decoded;
    }
    return decoded;
  }

  /**
   * What the catalogue says of the event. Throws {@link dev.assay.api.event.UnknownEventException}
   * when this build cannot read its type or revision.
   */
  public EventCatalog.Entry entry() {
    return codec.readable(row.type(), row.revision());
  }

  /**
   * The event in this build's current revision, its marked texts as they are stored: what is made
   * of it may be kept. Throws {@link dev.assay.api.event.UnknownEventException} when this build
   * cannot read it.
   */
  public DomainEvent event() {
    DomainEvent decoded = event;
    if (decoded == null) {
      decoded = codec.decode(row.type(), row.revision(), row.payload());
      event = decoded;
    }
    return decoded;
  }

  /**
   * The same with its texts opened, for memory only; an erased one reads {@code [erased]}. Opened
   * anew each time, so that nothing readable outlives its use here.
   */
  public DomainEvent opened() {
    return codec.open(row.type(), row.revision(), row.payload(), row.tenantId(), row.id());
  }

  /** The payload in the revision it was written in, its texts opened: JSON, to show. */
  public String openedPayload() {
    return codec.openPayload(row.payload(), row.tenantId(), row.id());
  }

  /** The same event as if nothing in it were sealed: for memory only, never to be stored. */
  public StoredEvent withOpenedTexts() {
    return new StoredEvent(
        new Row(
            row.position(),
            row.tenantPosition(),
            row.id(),
            row.tenantId(),
            row.aggregateType(),
            row.aggregateId(),
            row.sequence(),
            row.type(),
            row.revision(),
            row.recordedAt(),
            row.commandId(),
            openedPayload().getBytes(StandardCharsets.UTF_8),
            row.metadata()),
        codec);
  }

  /**
   * Marks of the words of one of its texts, as it is stored: they may be kept, since they tell
   * nothing without a secret of the tenant. None where the text is erased. See {@link
   * dev.assay.eventstore.seal.BlindWords}.
   */
  public List<String> blindWords(String storedText) {
    return codec.blindWords(row.tenantId(), storedText);
  }

  /**
   * The id of the key under which one of its texts lies, as it is stored; null where it is open.
   */
  public @Nullable String dataKeyOf(String storedText) {
    return SealedText.isSealed(storedText) ? SealedText.parse(storedText).keyId().toString() : null;
  }

  @Override
  public String toString() {
    return "%s at position %d (%s %s, sequence %d)"
        .formatted(
            row.type(), row.position(), row.aggregateType(), row.aggregateId(), row.sequence());
  }
}
