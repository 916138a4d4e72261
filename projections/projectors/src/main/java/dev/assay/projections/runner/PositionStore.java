package dev.assay.projections.runner;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Where somebody is who takes in events; it moves in the transaction that stores their rows. */
interface PositionStore {
  /** How far it is, and how many dead letters it has. */
  record Progress(long position, long deadLetters) {}

  /**
   * A step forward.
   *
   * @param position of the last event that was looked at
   * @param recordedAt when that one was recorded
   * @param events that were taken in
   */
  record Step(long position, Instant recordedAt, int events) {}

  /**
   * Moves on from where we left off. Throws {@link IllegalStateException} where someone else has
   * moved: then this owner was replaced and its transaction must not count.
   */
  Progress advance(Connection connection, Progress from, Step to, long parked) throws SQLException;
}
