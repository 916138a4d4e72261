package dev.assay.verifier.testing;

import dev.assay.verifier.merkle.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A tenant and all its events, in order. */
public record TestTenant(UUID pseudonym, List<TestEvent> events) {
  public TestTenant {
    events = List.copyOf(events);
  }

  /** A tenant with random events of some aggregates, whose sequences are dense. */
  public static TestTenant random(Random random, int size) {
    List<UUID> aggregates = new ArrayList<>();
    for (int i = 0; i <= size / 5; i++) {
      aggregates.add(uuid(random));
    }
    Map<UUID, Long> next = new HashMap<>();
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      UUID aggregate = aggregates.get(random.nextInt(aggregates.size()));
      events.add(event(random, aggregate, next.merge(aggregate, 1L, Long::sum) - 1));
    }
    return new TestTenant(uuid(random), events);
  }

  public int size() {
    return events.size();
  }

  public ReferenceTree tree() {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      leaves.add(events.get(i).leaf(pseudonym, i));
    }
    return new ReferenceTree(leaves);
  }

  /** The same tenant with another past. */
  public TestTenant with(int index, TestEvent event) {
    List<TestEvent> changed = new ArrayList<>(events);
    changed.set(index, event);
    return new TestTenant(pseudonym, changed);
  }

  /** The same tenant without its latest events. */
  public TestTenant first(int size) {
    return new TestTenant(pseudonym, events.subList(0, size));
  }

  private static TestEvent event(Random random, UUID aggregate, long sequence) {
    return new TestEvent(
        uuid(random),
        "AgentExecution",
        aggregate,
        sequence,
        "agent-execution.model-call-" + random.nextInt(10),
        1 + random.nextInt(3),
        Instant.ofEpochSecond(
            1_700_000_000L + random.nextInt(100_000_000), random.nextInt(1_000_000) * 1_000L),
        uuid(random),
        bytes(random, 200),
        uuid(random),
        bytes(random, 60));
  }

  private static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  public static UUID uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
