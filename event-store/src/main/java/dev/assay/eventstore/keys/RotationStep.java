package dev.assay.eventstore.keys;

/**
 * A bounded part of one kind of rotation. What is done is stored together with how far it is, so
 * that a process that is killed loses nothing and does nothing twice.
 */
@FunctionalInterface
interface RotationStep {
  /** Does the next part; false where nothing is left to do. */
  boolean step(Rotation rotation);
}
