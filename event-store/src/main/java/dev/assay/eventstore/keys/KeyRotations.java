package dev.assay.eventstore.keys;

import dev.assay.api.keys.KeyScope;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Rotations that were asked for: work in small steps, which any process may go on with. Every
 * method may be repeated, and throws {@link KeysUnavailableException} where key store or root key
 * do not answer.
 */
public final class KeyRotations {
  private final RotationStore rotations;
  private final RotationStep root;
  private final RotationStep tenant;
  private final RotationStep data;
  private final KeyMetrics metrics;

  KeyRotations(
      RotationStore rotations,
      RotationStep root,
      RotationStep tenant,
      RotationStep data,
      KeyMetrics metrics) {
    this.rotations = rotations;
    this.root = root;
    this.tenant = tenant;
    this.data = data;
    this.metrics = metrics;
  }

  /**
   * Takes a rotation up.
   *
   * @param of null for the root key, which wraps all tenants' keys
   */
  public void begin(UUID id, KeyScope scope, @Nullable UUID of, String askedBy) {
    reaching(
        () -> {
          rotations.add(id, scope, of, askedBy);
          return true;
        });
  }

  public Optional<Rotation> find(UUID id) {
    return reaching(() -> rotations.find(id));
  }

  /** The oldest that is not done, or is done and not recorded. */
  public Optional<Rotation> next() {
    return reaching(rotations::next);
  }

  /** The newest first. */
  public List<Rotation> newest(int most) {
    return reaching(() -> rotations.newest(most));
  }

  /** Does the next part of a rotation; false where it is done. */
  public boolean step(Rotation rotation) {
    if (rotation.isDone()) {
      return false;
    }
    return reaching(
        () ->
            switch (rotation.scope()) {
              case ROOT -> root.step(rotation);
              case TENANT -> tenant.step(rotation);
              case DATA -> data.step(rotation);
            });
  }

  /** Called when the record says that a rotation is done. */
  public void recorded(UUID id) {
    if (reaching(() -> rotations.recorded(id))) {
      metrics.rotated();
    }
  }

  private static <T> T reaching(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException | TransactionException e) {
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    }
  }
}
