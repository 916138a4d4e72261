package dev.assay.api.access;

import dev.assay.api.envelope.Actor;
import dev.assay.api.id.TenantId;

/** Where looks into the record, and refusals, are recorded themselves. */
@FunctionalInterface
public interface AccessRecord {
  /**
   * Who caused an access, in whose tenant, in the course of which request.
   *
   * @param correlationId ties several requests together
   */
  record Origin(TenantId tenant, Actor actor, String requestId, String correlationId) {}

  /** Returns once the event is in the record; throws where it cannot be. */
  void append(AccessEvent event, Origin origin);
}
