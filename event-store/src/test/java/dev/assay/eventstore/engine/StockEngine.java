package dev.assay.eventstore.engine;

import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's own engine with its defaults: the negative control. It hands out an index before the
 * commit and remembers the gaps, but forgets all below an event whose own timestamp is over 60 s
 * old.
 */
final class StockEngine implements EngineUnderTest {
  private static final Serializer SERIALIZER = GeneralSerializer.create();

  private final EmbeddedDatabase database;
  private final Connection reading;
  private @Nullable TrackingToken token;

  StockEngine(EmbeddedDatabase database) throws SQLException {
    this.database = database;
    this.reading = connect();
    on(reading).createSchema(PostgresEventTableFactory.INSTANCE);
  }

  @Override
  public Connection connect() throws SQLException {
    return database.superuser().getConnection();
  }

  @Override
  public void append(Connection transaction, List<DomainEventMessage<?>> events) {
    on(transaction).appendEvents(events);
  }

  @Override
  public void readOn(Consumer<TrackedEventMessage<?>> reader) {
    on(reading)
        .readEvents(token, false)
        .forEach(
            event -> {
              token = event.trackingToken();
              reader.accept(event);
            });
  }

  /** What is committed is visible here at once, or never. */
  @Override
  public void settle(long committed) {}

  @Override
  public void close() {
    try {
      reading.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JdbcEventStorageEngine on(Connection connection) {
    return JdbcEventStorageEngine.builder()
        .connectionProvider(() -> ofItsOwner(connection))
        .transactionManager(NoTransactionManager.INSTANCE)
        .eventSerializer(SERIALIZER)
        .snapshotSerializer(SERIALIZER)
        .build();
  }

  /** The engine closes the connection after each statement; here whoever opened it owns it. */
  private static Connection ofItsOwner(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, args) ->
                method.getName().equals("close") || method.getName().equals("commit")
                    ? null
                    : method.invoke(connection, args));
  }
}
