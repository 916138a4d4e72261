package dev.assay.eventstore.keys;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Ends the time of all data keys that seal now: what is sealed next has new ones. */
final class DataRotation implements RotationStep {
  private static final int BATCH = 1_000;

  private final WrappedKeys keys;
  private final RotationStore rotations;
  private final KeyRing ring;

  DataRotation(WrappedKeys keys, RotationStore rotations, KeyRing ring) {
    this.keys = keys;
    this.rotations = rotations;
    this.ring = ring;
  }

  @Override
  public boolean step(Rotation rotation) {
    UUID tenant = Objects.requireNonNull(rotation.tenant());
    Instant madeUntil = rotation.begunAt();
    boolean more =
        rotations
            .inTransaction(
                () -> {
                  rotations.count(rotation.id(), keys.endPeriods(tenant, madeUntil, BATCH));
                  if (keys.hasOpenPeriods(tenant, madeUntil)) {
                    return Optional.of(true);
                  }
                  rotations.done(rotation.id());
                  return Optional.<Boolean>empty();
                })
            .isPresent();
    ring.forgetAll();
    return more;
  }
}
