package dev.assay.eventstore.keys;

import dev.assay.eventstore.keys.TenantKeyRow.Purpose;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a new key of a tenant, wraps its data keys by that, and retires the old one: its bytes are
 * destroyed. Data keys that are made meanwhile under the old one are wrapped anew as well, before
 * it is retired. The key that makes pseudonyms stays: with another, nobody would be found again.
 */
final class TenantRotation implements RotationStep {
  private static final int BATCH = 500;

  private final KeyStore store;
  private final WrappedKeys keys;
  private final RotationStore rotations;
  private final TenantKeys tenantKeys;

  TenantRotation(KeyStore store, WrappedKeys keys, RotationStore rotations, TenantKeys tenantKeys) {
    this.store = store;
    this.keys = keys;
    this.rotations = rotations;
    this.tenantKeys = tenantKeys;
  }

  @Override
  public boolean step(Rotation rotation) {
    UUID tenant = Objects.requireNonNull(rotation.tenant());
    if (rotation.toVersion() == null) {
      return begin(rotation.id(), tenant);
    }
    int version = Integer.parseInt(rotation.toVersion());
    return rewrap(rotation.id(), tenant, version) || !retire(rotation.id(), tenant, version);
  }

  /** A tenant of which nothing was ever sealed has nothing to rotate. */
  private boolean begin(UUID rotation, UUID tenant) {
    Optional<TenantKeyRow> newest = store.tenantKey(tenant, Purpose.WRAPPING);
    if (newest.isEmpty()) {
      rotations.done(rotation);
      return false;
    }
    int from = newest.get().version();
    TenantKeyRow next = tenantKeys.make(tenant, Purpose.WRAPPING, from + 1);
    rotations.inTransaction(
        () -> {
          if (store.add(next, Objects.requireNonNull(next.wrapped()))) {
            rotations.versions(rotation, Integer.toString(from), Integer.toString(from + 1));
          }
        });
    tenantKeys.forget(tenant);
    return true;
  }

  /** False where nothing is left under an older key, but for what others have locked. */
  private boolean rewrap(UUID rotation, UUID tenant, int version) {
    UUID targetId =
        keys.wrapping(tenant, version)
            .orElseThrow(() -> new IllegalStateException("Expected tenant key " + version))
            .id();
    TenantKey target = tenantKeys.byId(targetId);
    // Known before rows are locked: the root key may be behind a network.
    keys.older(tenant, version).forEach(tenantKeys::byId);
    return rotations
        .inTransaction(
            () -> {
              List<DataKeyRow> behind = keys.lockUnderOlder(tenant, version, BATCH);
              for (DataKeyRow row : behind) {
                byte[] bytes =
                    tenantKeys
                        .byId(row.tenantKey())
                        .unwrap(Objects.requireNonNull(row.wrapped()), row);
                keys.rewrap(row, targetId, target.wrap(bytes, row));
              }
              rotations.count(rotation, behind.size());
              return behind.isEmpty() ? Optional.<Boolean>empty() : Optional.of(true);
            })
        .isPresent();
  }

  /** False where a data key was made under an older key meanwhile. */
  private boolean retire(UUID rotation, UUID tenant, int version) {
    boolean retired =
        rotations
            .inTransaction(
                () -> {
                  if (!keys.retireOlder(tenant, version)) {
                    return Optional.<Boolean>empty();
                  }
                  rotations.done(rotation);
                  return Optional.of(true);
                })
            .isPresent();
    tenantKeys.forgetAll();
    return retired;
  }
}
