package dev.assay.qa.crash;

import dev.assay.qa.support.ServerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Kills a server at random times and starts it again at once. */
final class Killer {
  /** One kill in so many hits a server that is still starting. */
  private static final int IN_THE_START = 5;

  private static final long POLL_MS = 50;

  /** So long a kill waits for something to hit; at the end there may be nothing left. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerProcess server;
  private final BooleanSupplier working;
  private final Random random;
  private final int spreadMs;
  private final List<Instant> kills = new ArrayList<>();
  private final List<Duration> toReady = new ArrayList<>();
  private Duration lastStart = Duration.ofSeconds(5);

  /**
   * @param working whether executions are in flight
   * @param spreadMs a kill comes at most so long after they are
   */
  Killer(ServerProcess server, BooleanSupplier working, long seed, int spreadMs) {
    this.server = server;
    this.working = working;
    this.random = new Random(seed);
    this.spreadMs = spreadMs;
  }

  /** The server is starting when this returns. */
  void killOnce() throws InterruptedException {
    if (!kills.isEmpty() && random.nextInt(IN_THE_START) == 0) {
      pause(random.nextLong(lastStart.toMillis()));
    } else {
      awaitReady();
      awaitWork();
      pause(random.nextLong(spreadMs));
    }
    kills.add(Instant.now());
    server.kill();
    server.relaunch();
  }

  private void awaitWork() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!working.getAsBoolean() && System.nanoTime() < deadline) {
      pause(POLL_MS);
    }
  }

  void awaitReady() {
    server.awaitReady();
    if (!kills.isEmpty()) {
      lastStart = Duration.between(kills.getLast(), Instant.now());
      toReady.add(lastStart);
    }
  }

  List<Instant> kills() {
    return List.copyOf(kills);
  }

  /** From each kill to ready, of the starts that were let come so far. */
  List<Duration> toReady() {
    return List.copyOf(toReady);
  }

  private static void pause(long millis) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    assert !never;
  }
}
