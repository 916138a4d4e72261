package dev.assay.projections.runner;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers on threads of their own, by name. */
final class Crew {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
  private static final Duration STOP = Duration.ofSeconds(10);

  private record Member(Worker worker, Thread thread) {}

  private final Map<String, Member> members = new LinkedHashMap<>();

  synchronized Set<String> names() {
    return Set.copyOf(members.keySet());
  }

  synchronized void begin(String name, Worker worker) {
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(worker);
    members.put(name, new Member(worker, thread));
    thread.start();
  }

  /** Stops these and waits for them for a while. */
  synchronized void end(Collection<String> names) {
    List<Member> ending = names.stream().map(members::remove).toList();
    ending.forEach(
        it -> {
          it.worker().stop();
          it.thread().interrupt();
        });
    long deadline = System.nanoTime() + STOP.toNanos();
    for (Member it : ending) {
      if (!join(it.thread(), deadline)) {
        LOG.warn(
            "Projection {} does not stop; its lock ends with this process", it.worker().name());
      }
    }
  }

  private static boolean join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
