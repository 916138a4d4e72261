package dev.assay.eventstore.engine;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.FixedKeys;
import dev.assay.eventstore.testing.StoreUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Our engine with its sequencer, streamed as its processors do. */
final class OurEngine implements EngineUnderTest {
  private static final Duration ORDERED_WITHIN = Duration.ofSeconds(60);

  private final EmbeddedDatabase database;
  private final EventCodec codec = FixedKeys.codec();
  private final AggregateSubjects subjects;
  private final StoreUnderTest store;
  private final BlockingStream<TrackedEventMessage<?>> stream;

  OurEngine(EmbeddedDatabase database) {
    this.database = database;
    subjects = new AggregateSubjects(database.databases().jdbc(DatabaseRole.APPENDER), codec);
    store = StoreUnderTest.started(database.databases());
    stream = store.store().openStream(null);
  }

  @Override
  public Connection connect() throws SQLException {
    return database.connections(DatabaseRole.APPENDER).getConnection();
  }

  @Override
  public void append(Connection transaction, List<DomainEventMessage<?>> events)
      throws SQLException {
    int[] next = {0};
    ToIntFunction<UUID> ordinals = command -> next[0]++;
    EventAppender.insert(
        transaction,
        events.stream().map(event -> EventRow.of(event, codec, ordinals, subjects)).toList());
  }

  @Override
  public void readOn(Consumer<TrackedEventMessage<?>> reader) throws InterruptedException {
    while (stream.hasNextAvailable()) {
      reader.accept(stream.nextAvailable());
    }
  }

  @Override
  public void settle(long committed) throws InterruptedException {
    long head = store.head().awaitBeyond(committed - 1, ORDERED_WITHIN);
    if (head < committed) {
      throw new IllegalStateException(
          "Expected %d events to be ordered within %s, but there are %d"
              .formatted(committed, ORDERED_WITHIN, head));
    }
  }

  @Override
  public void close() {
    stream.close();
    store.close();
  }
}
