package dev.assay.eventstore.engine;

import dev.assay.api.event.DomainEvent;
import dev.assay.eventstore.reader.StoredEvent;
import org.axonframework.messaging.AbstractMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * A stored event whose texts are opened when somebody handles it: most processors pass by most
 * events, and what is not looked at costs no key. Throws {@link
 * dev.assay.api.event.UnknownEventException} at once for an event that this build cannot read.
 */
final class OpenedPayload extends AbstractMessage<DomainEvent> {
  private static final long serialVersionUID = 1L;

  private final transient StoredEvent stored;
  private final Class<DomainEvent> type;
  private final MetaData metadata;
  private transient @Nullable DomainEvent opened;

  @SuppressWarnings("unchecked") // the catalogue holds nothing else
  OpenedPayload(StoredEvent stored) {
    super(stored.id().toString());
    this.stored = stored;
    this.type = (Class<DomainEvent>) stored.entry().type();
    this.metadata = MetaData.from(stored.metadata());
  }

  @Override
  public MetaData getMetaData() {
    return metadata;
  }

  @Override
  public DomainEvent getPayload() {
    DomainEvent payload = opened;
    if (payload == null) {
      payload = stored.opened();
      opened = payload;
    }
    return payload;
  }

  @Override
  public Class<DomainEvent> getPayloadType() {
    return type;
  }

  @Override
  protected Message<DomainEvent> withMetaData(MetaData other) {
    return new GenericMessage<>(getIdentifier(), getPayload(), other);
  }
}
