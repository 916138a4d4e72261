package dev.assay.inference.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeTry;

/** What holds of the order of claims, whatever tenants ask for. jqwik prints the seed. */
class FairnessTest {
  private static final QueueInDatabase db = new QueueInDatabase();

  @AfterContainer
  static void close() {
    db.close();
  }

  @BeforeTry
  void empty() {
    db.jdbc().update("DELETE FROM work.model_calls");
    db.jdbc().update("DELETE FROM work.tenant_turns");
  }

  /** In flight calls of tenants that still have some waiting differ by one at most. */
  @Property(tries = 25)
  void tenantsThatWaitHaveEqualShares(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 12) Integer> backlogs,
      @ForAll @IntRange(min = 1, max = 20) int slots) {
    Map<UUID, Integer> waiting = new HashMap<>();
    for (int backlog : backlogs) {
      UUID tenant = UUID.randomUUID();
      waiting.put(tenant, backlog);
      for (int i = 0; i < backlog; i++) {
        db.add(tenant);
      }
    }

    Map<UUID, Integer> inFlight = new HashMap<>();
    for (ClaimedCall call : db.leases.claim(slots, Set.of())) {
      inFlight.merge(call.tenantId(), 1, Integer::sum);
      waiting.merge(call.tenantId(), -1, Integer::sum);
    }

    int most = inFlight.values().stream().max(Comparator.naturalOrder()).orElse(0);
    waiting.forEach(
        (tenant, left) -> {
          if (left > 0) {
            assertThat(inFlight.getOrDefault(tenant, 0)).isGreaterThanOrEqualTo(most - 1);
          }
        });
  }

  /** No tenant is served twice while another waits, where calls run one after the other. */
  @Property(tries = 25)
  void tenantsTakeTurns(
      @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 6) Integer> backlogs) {
    Map<UUID, Integer> waiting = new HashMap<>();
    for (int backlog : backlogs) {
      UUID tenant = UUID.randomUUID();
      waiting.put(tenant, backlog);
      for (int i = 0; i < backlog; i++) {
        db.add(tenant);
      }
    }

    List<UUID> turns = new ArrayList<>();
    while (waiting.values().stream().anyMatch(left -> left > 0)) {
      ClaimedCall call = db.leases.claim(1, Set.of()).getFirst();
      db.leases.complete(call.leaseId());
      UUID before = turns.isEmpty() ? null : turns.getLast();
      long others =
          waiting.entrySet().stream()
              .filter(tenant -> tenant.getValue() > 0 && !tenant.getKey().equals(before))
              .count();
      if (others > 0) {
        assertThat(call.tenantId()).isNotEqualTo(before);
      }
      turns.add(call.tenantId());
      waiting.merge(call.tenantId(), -1, Integer::sum);
    }
  }

  /** Nothing of a lesser priority is claimed while something of a greater one waits. */
  @Property(tries = 25)
  void theGreaterPriorityGoesFirst(
      @ForAll @Size(min = 2, max = 15) List<@IntRange(min = 0, max = 3) Integer> priorities,
      @ForAll @IntRange(min = 1, max = 8) int slots) {
    Assume.that(slots < priorities.size());
    List<UUID> tenants = List.of(UUID.randomUUID(), UUID.randomUUID());
    for (int i = 0; i < priorities.size(); i++) {
      db.add(tenants.get(i % 2), priorities.get(i));
    }

    List<Integer> claimed =
        db.leases.claim(slots, Set.of()).stream().map(ClaimedCall::priority).toList();

    List<Integer> expected =
        priorities.stream().sorted(Comparator.reverseOrder()).limit(slots).toList();
    assertThat(claimed).containsExactlyInAnyOrderElementsOf(expected);
  }
}
