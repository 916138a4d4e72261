package dev.assay.qa.ledger;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.engine.PostgresEventStorageEngine;
import dev.assay.eventstore.testing.TestEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * Append all the time, whatever crashes. What was not answered is appended again under the same
 * command id, until it is.
 */
final class Writers implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int TENANTS = 6;
  private static final int MOST_EVENTS = 6;
  private static final int ATTEMPTS = 600;

  /** More than so many events without a place: writers wait, or the last sequencer never ends. */
  private static final int BACKLOG = 1_500;

  private static final long PAUSE_NANOS = 60_000_000;
  private static final long AFTER_FAILURE_NANOS = 100_000_000;

  private final PostgresEventStorageEngine engine;
  private final LongSupplier ordered;
  private final Sightings sightings;
  private final List<UUID> tenants =
      IntStream.range(0, TENANTS).mapToObj(i -> Uuids.next()).toList();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong known = new AtomicLong();
  private volatile boolean stopped;

  /**
   * @param ordered the highest position; may throw while PostgreSQL is down
   */
  Writers(PostgresEventStorageEngine engine, LongSupplier ordered, Sightings sightings) {
    this.engine = engine;
    this.ordered = ordered;
    this.sightings = sightings;
  }

  void start(long seed) {
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed + i);
      threads.add(Thread.ofPlatform().name("writer-" + i).start(() -> write(random)));
    }
  }

  List<UUID> tenants() {
    return tenants;
  }

  /** Events that are known to be committed. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Everything is acknowledged when it returns. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void write(Random random) {
    while (!stopped) {
      int events = 1 + random.nextInt(MOST_EVENTS);
      UUID tenant = tenants.get(random.nextInt(TENANTS));
      append(TestEvents.messages(Uuids.next(), 0, events, envelope(tenant, Uuids.next())));
      LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
      awaitOrder();
    }
  }

  private void awaitOrder() {
    while (!stopped && acknowledged() > known.get() + BACKLOG) {
      try {
        known.set(ordered.getAsLong());
      } catch (RuntimeException e) {
        LockSupport.parkNanos(AFTER_FAILURE_NANOS); // PostgreSQL has crashed
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void append(List<DomainEventMessage<?>> events) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        engine.appendEvents(events);
        acknowledged.addAndGet(events.size());
        return;
      } catch (DuplicateCommandException e) {
        acknowledged.addAndGet(events.size()); // It was committed, and the answer was lost.
        return;
      } catch (RuntimeException e) {
        LockSupport.parkNanos(AFTER_FAILURE_NANOS); // PostgreSQL has crashed
      }
    }
    sightings.wrong("a writer was not answered in " + ATTEMPTS + " attempts");
  }
}
