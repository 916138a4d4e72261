package dev.assay.qa.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two machines on which a sequencer may run. Now one has one, now both, and they are killed at
 * random moments; sometimes one is paused until the other leads, and sometimes PostgreSQL crashes.
 */
final class Crashes implements AutoCloseable {
  /** One crash in so many is of a kind. */
  private static final int STARTING = 10;

  private static final int PAUSED = 12;
  private static final int DATABASE = 15;
  private static final int BOTH = 3;

  private static final Duration LONGEST_START = Duration.ofSeconds(1);
  private static final Duration AWAKE = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final long LOOK_NANOS = 1_000_000;

  private final List<Machine> machines;
  private final Postgres postgres;
  private final Moment moment;
  private final Random random;
  private final Duration spread;
  private final Map<String, Integer> tally = new TreeMap<>();

  Crashes(List<Machine> machines, Postgres postgres, Moment moment, OrdealSettings settings) {
    this.machines = List.copyOf(machines);
    this.postgres = postgres;
    this.moment = moment;
    this.random = new Random(settings.seed());
    this.spread = settings.spread();
  }

  void once() throws IOException, InterruptedException {
    if (alive().isEmpty()) {
      any(machines).start();
    }
    if (random.nextInt(BOTH) == 0) {
      startAll();
    }
    if (random.nextInt(STARTING) == 0) {
      waitUpTo(LONGEST_START);
      kill(any(alive()), "at any moment, also while it starts");
    } else if (random.nextInt(PAUSED) == 0) {
      pauseUntilTheOtherLeads();
    } else if (random.nextInt(DATABASE) == 0) {
      awaitLeader(null);
      waitUpTo(spread);
      postgres.crash();
      count("PostgreSQL itself");
    } else {
      Machine leader = awaitLeader(null);
      waitUpTo(spread);
      leader.pause(); // So that the moment can be looked at: it does nothing any more.
      kill(leader, moment.describe());
    }
  }

  private void pauseUntilTheOtherLeads() throws IOException, InterruptedException {
    startAll();
    Machine old = awaitLeader(null);
    waitUpTo(spread);
    old.pause();
    Machine young = awaitLeader(old);
    old.resume();
    waitUpTo(AWAKE);
    kill(random.nextBoolean() ? old : young, "one of two, the older of which was paused");
  }

  private void kill(Machine machine, String when) throws InterruptedException {
    machine.kill();
    count(when);
  }

  private void count(String when) {
    tally.merge(when, 1, Integer::sum);
  }

  /** How many crashes fell where. */
  Map<String, Integer> tally() {
    return tally;
  }

  /** Returns when a sequencer leads. */
  void recover() throws IOException {
    startAll();
    awaitLeader(null);
  }

  private void startAll() throws IOException {
    for (Machine machine : machines) {
      if (!machine.isAlive()) {
        machine.start();
      }
    }
  }

  private Machine awaitLeader(@Nullable Machine otherThan) throws IOException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (Machine machine : machines) {
        if (machine != otherThan && machine.isAlive() && machine.leads()) {
          return machine;
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IOException("Expected a sequencer to lead within " + LONG + ", but none does");
  }

  private List<Machine> alive() {
    return new ArrayList<>(machines.stream().filter(Machine::isAlive).toList());
  }

  private Machine any(List<Machine> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void waitUpTo(Duration atMost) {
    long end = System.nanoTime() + random.nextLong(atMost.toNanos());
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Machine machine : machines) {
      machine.kill();
    }
  }
}
