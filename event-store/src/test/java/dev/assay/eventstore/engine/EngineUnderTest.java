package dev.assay.eventstore.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** An event storage engine as the schedules see it, ours or Axon's own. */
interface EngineUnderTest extends AutoCloseable {
  /** A connection for one writer, which commits and rolls back as it likes. */
  Connection connect() throws SQLException;

  /** Appends within the connection's transaction. */
  void append(Connection transaction, List<DomainEventMessage<?>> events) throws SQLException;

  /** Hands over what the engine shows beyond the last call, as a tracking processor would ask. */
  void readOn(Consumer<TrackedEventMessage<?>> reader) throws InterruptedException;

  /** Returns when an engine that loses none would show this many events. */
  void settle(long committed) throws InterruptedException;

  @Override
  void close();
}
