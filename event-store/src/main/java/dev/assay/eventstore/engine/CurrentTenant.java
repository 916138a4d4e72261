package dev.assay.eventstore.engine;

import static dev.assay.api.envelope.MetadataKeys.TENANT_ID;

import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** The tenant for whom the current unit of work runs: its message's metadata say so. */
final class CurrentTenant {
  private CurrentTenant() {}

  /** Throws {@link IncompleteEnvelopeException} where there is no unit of work or no tenant. */
  static UUID id() {
    if (!CurrentUnitOfWork.isStarted()) {
      throw new IncompleteEnvelopeException(
          "Expected to read an aggregate in a unit of work, but none is started");
    }
    Object tenant = CurrentUnitOfWork.get().getMessage().getMetaData().get(TENANT_ID);
    if (tenant == null) {
      throw new IncompleteEnvelopeException(
          "Expected the metadata "
              + TENANT_ID
              + " on "
              + CurrentUnitOfWork.get().getMessage().getPayloadType().getSimpleName()
              + ", but it is missing");
    }
    return UUID.fromString(tenant.toString());
  }
}
