package dev.assay.command.keys;

import dev.assay.eventstore.keys.KeyRotations;
import dev.assay.eventstore.keys.Rotation;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with the rotations that were asked for, the oldest first. */
final class RotationWork {
  private static final Logger LOG = LoggerFactory.getLogger(RotationWork.class);

  private final KeyRotations rotations;
  private final KeyFacts facts;

  RotationWork(KeyRotations rotations, KeyFacts facts) {
    this.rotations = rotations;
    this.facts = facts;
  }

  /** Does the next step; false where there is none. */
  boolean step() {
    Optional<Rotation> next = rotations.next();
    if (next.isEmpty()) {
      return false;
    }
    if (!rotations.step(next.get())) {
      // Read again: the last step has said how many there were.
      rotations.find(next.get().id()).filter(Rotation::isDone).ifPresent(this::record);
    }
    return true;
  }

  private void record(Rotation done) {
    facts.completed(done);
    rotations.recorded(done.id());
    LOG.info(
        "Keys were exchanged: {} from version {} to {}, {} keys",
        done.scope().wire(),
        done.fromVersion(),
        done.toVersion(),
        done.keys());
  }
}
