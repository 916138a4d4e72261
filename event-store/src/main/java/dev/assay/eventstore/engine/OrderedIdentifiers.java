package dev.assay.eventstore.engine;

import dev.assay.api.id.Uuids;
import org.axonframework.common.IdentifierFactory;

/**
 * Makes Axon's message ids version 7 UUIDs: event ids are stored as such, and ids that grow with
 * time keep their index small. Found by Axon through {@code META-INF/services}.
 */
public final class OrderedIdentifiers extends IdentifierFactory {
  @Override
  public String generateIdentifier() {
    return Uuids.next().toString();
  }
}
