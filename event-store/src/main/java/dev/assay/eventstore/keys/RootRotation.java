package dev.assay.eventstore.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Wraps tenant keys by the newest version of the root key. The root key is asked outside of any
 * transaction, since it may be behind a network; a key that changed meanwhile is left for the next
 * step.
 */
final class RootRotation implements RotationStep {
  private static final int BATCH = 100;

  private record Wrapped(TenantKeyRow before, RootKey.Wrapped after) {}

  private final WrappedKeys keys;
  private final RotationStore rotations;
  private final RootKey root;

  RootRotation(WrappedKeys keys, RotationStore rotations, RootKey root) {
    this.keys = keys;
    this.rotations = rotations;
    this.root = root;
  }

  @Override
  public boolean step(Rotation rotation) {
    String current = root.current();
    List<TenantKeyRow> behind = keys.notWrappedBy(current, BATCH);
    if (behind.isEmpty()) {
      rotations.inTransaction(
          () -> {
            rotations.versions(rotation.id(), null, current);
            rotations.done(rotation.id());
          });
      return false;
    }
    String from = Objects.requireNonNull(behind.getFirst().wrapped()).by();
    List<Wrapped> wrapped = new ArrayList<>();
    for (TenantKeyRow row : behind) {
      byte[] bytes = root.unwrap(Objects.requireNonNull(row.wrapped()), row.context());
      wrapped.add(new Wrapped(row, root.wrap(bytes, row.context())));
    }
    rotations.inTransaction(
        () -> {
          long done = wrapped.stream().filter(it -> keys.rewrap(it.before(), it.after())).count();
          rotations.versions(rotation.id(), from, current);
          rotations.count(rotation.id(), done);
        });
    return true;
  }
}
