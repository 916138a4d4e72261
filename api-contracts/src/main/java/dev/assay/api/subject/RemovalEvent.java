package dev.assay.api.subject;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.RemovalId;
import java.time.Instant;

/**
 * That the record itself was changed in the one way that it may be. There is nothing to decide
 * about it, so each is a history of its own of one event.
 */
public sealed interface RemovalEvent extends DomainEvent {
  RemovalId removalId();

  /**
   * Ciphertext whose keys are erased was taken out of a tenant's events; their hashes are kept.
   *
   * @param dataKeys how many keys became due with it
   * @param events from which something was taken; what, their tombstones say
   * @param texts how many sealed texts that was
   */
  @EventName("subject.ciphertext-removed")
  record CiphertextRemoved(
      RemovalId removalId, Instant beganAt, int dataKeys, long events, long texts)
      implements RemovalEvent {}
}
