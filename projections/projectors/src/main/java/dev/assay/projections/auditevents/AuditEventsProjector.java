package dev.assay.projections.auditevents;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fills {@code audit_events}. Reads the envelope only, so that no event can be unknown to it. */
public final class AuditEventsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.AUDIT_EVENTS;
  }

  @Override
  public List<RowChange> changes(StoredEvent event) {
    Map<String, String> metadata = event.metadata();
    String onBehalfOf = metadata.get(MetadataKeys.ACTOR_ON_BEHALF_OF);
    return List.of(
        RowChange.upsert("audit_events")
            .key("event_id", event.id())
            .set("type", event.type())
            .set("aggregate_type", event.aggregateType())
            .set("aggregate_id", event.aggregateId())
            .set("actor", onBehalfOf != null ? onBehalfOf : metadata.get(MetadataKeys.ACTOR_ID))
            .set("correlation_id", metadata.get(MetadataKeys.CORRELATION_ID))
            .set("causation_id", uuid(metadata.get(MetadataKeys.CAUSATION_ID))));
  }

  /** All our own causes are ids; what is none causes nothing that could be found. */
  private static @Nullable UUID uuid(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
