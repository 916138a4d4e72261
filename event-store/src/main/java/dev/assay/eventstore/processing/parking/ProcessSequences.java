package dev.assay.eventstore.processing.parking;

import dev.assay.api.event.DomainEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which process an event is for: what of it is handled in order. */
@FunctionalInterface
public interface ProcessSequences {
  /** Null where it is for no process of this process manager. */
  @Nullable UUID of(String processManager, DomainEvent event);
}
