package dev.assay.qa.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Clients that go on until they are stopped. */
final class Load {
  private interface Step {
    void take(Random random) throws InterruptedException;
  }

  private static final long PAUSE_MS = 30;

  private final long seed;
  private final Faults faults;
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean goesOn = true;

  Load(long seed, Faults faults) {
    this.seed = seed;
    this.faults = faults;
  }

  void start(Writer writer) {
    start("writer-" + clients.size(), writer::writeSomething);
  }

  void start(Reader reader) {
    start("reader-" + clients.size(), reader::readSomething);
  }

  private void start(String name, Step step) {
    Random random = new Random(seed + clients.size());
    clients.add(
        Thread.ofPlatform()
            .name(name)
            .start(
                () -> {
                  try {
                    while (goesOn) {
                      step.take(random);
                      Thread.sleep(PAUSE_MS);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (RuntimeException | Error e) {
                    faults.add(name + " gave up: " + e);
                  }
                }));
  }

  void stop() throws InterruptedException {
    goesOn = false;
    for (Thread client : clients) {
      client.join();
    }
  }
}
