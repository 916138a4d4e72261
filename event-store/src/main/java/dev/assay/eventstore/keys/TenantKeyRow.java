package dev.assay.eventstore.keys;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant key as it is stored.
 *
 * @param wrapped null where it is retired
 */
record TenantKeyRow(
    UUID id, UUID tenant, Purpose purpose, int version, RootKey.@Nullable Wrapped wrapped) {
  /** What it is for. */
  enum Purpose {
    WRAPPING,
    PSEUDONYM;

    String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What the root key authenticates with it. */
  static String context(UUID id, UUID tenant, Purpose purpose) {
    return String.join("|", id.toString(), tenant.toString(), purpose.wire());
  }

  String context() {
    return context(id, tenant, purpose);
  }
}
