package dev.assay.eventstore.bench;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.TestEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Writers that append at fixed times, whatever the appends before took.
 *
 * @param perSecond events of all writers together
 * @param perAppend events in one append, and so in one commit
 */
record PacedLoad(int writers, int perSecond, int perAppend) {
  private static final int TENANTS = 10;

  /** An append: its last event, and when it was known to be committed. */
  record Committed(UUID lastEvent, long nanoTime) {}

  List<Committed> run(EventStorageEngine engine, int seconds) throws Exception {
    long every = 1_000_000_000L * writers * perAppend / perSecond;
    int appends = (int) (seconds * 1_000_000_000L / every);
    long begin = System.nanoTime();
    List<UUID> tenants = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      tenants.add(Uuids.next());
    }
    List<Committed> all = new ArrayList<>();
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<List<Committed>>> written = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        long first = begin + every * writer / writers;
        UUID tenant = tenants.get(writer % TENANTS);
        written.add(executor.submit(() -> write(engine, tenant, first, every, appends)));
      }
      for (Future<List<Committed>> some : written) {
        all.addAll(some.get());
      }
    }
    return all;
  }

  private List<Committed> write(
      EventStorageEngine engine, UUID tenant, long first, long every, int appends) {
    List<Committed> committed = new ArrayList<>(appends);
    for (int i = 0; i < appends; i++) {
      long at = first + i * every;
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      List<DomainEventMessage<?>> events =
          TestEvents.messages(Uuids.next(), 0, perAppend, envelope(tenant, Uuids.next()));
      engine.appendEvents(events);
      committed.add(
          new Committed(UUID.fromString(events.getLast().getIdentifier()), System.nanoTime()));
    }
    return committed;
  }
}
