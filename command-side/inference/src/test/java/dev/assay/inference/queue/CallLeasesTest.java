package dev.assay.inference.queue;

import static dev.assay.inference.testing.ModelCallFixtures.aRequestedCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallLeasesTest {
  private final UUID tenant = UUID.randomUUID();
  private QueueInDatabase db;

  @BeforeAll
  void open() {
    db = new QueueInDatabase();
  }

  @BeforeEach
  void empty() {
    db.jdbc().update("DELETE FROM work.model_calls");
    db.jdbc().update("DELETE FROM work.tenant_turns");
  }

  @AfterAll
  void close() {
    db.close();
  }

  @Test
  void shouldGiveAClaimedCallWithAllThatAWorkerNeeds() {
    ModelCallRequested call = db.add(tenant);

    ClaimedCall claimed = claim(10).getFirst();

    assertThat(claimed.requestId()).isEqualTo(call.requestId());
    assertThat(claimed.agentExecutionId()).isEqualTo(call.agentExecutionId());
    assertThat(claimed.tenantId()).isEqualTo(tenant);
    assertThat(claimed.attempts()).isEqualTo(1);
    assertThat(claimed.model()).isEqualTo(call.model());
    assertThat(claimed.envelope()).containsEntry(MetadataKeys.TENANT_ID, tenant.toString());
    assertThat(EventJson.mapper().readValue(claimed.request(), ModelCallRequested.class))
        .usingRecursiveComparison()
        .isEqualTo(call);
  }

  @Test
  void shouldAddACallOnceHoweverOftenItsEventIsDelivered() {
    ModelCallRequested call = aRequestedCall();
    db.add(tenant, call);
    db.add(tenant, call);

    assertThat(claim(10)).hasSize(1);
  }

  @Test
  void shouldNotGiveACallToTwoWorkersAtOnce() throws Exception {
    for (int i = 0; i < 60; i++) {
      db.add(tenant);
    }
    Callable<List<UUID>> worker =
        () -> {
          List<UUID> mine = new ArrayList<>();
          for (int round = 0; round < 20; round++) {
            claim(3).forEach(call -> mine.add(call.requestId().value()));
          }
          return mine;
        };

    List<UUID> claimed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<List<UUID>> part :
          threads.invokeAll(IntStream.range(0, 6).mapToObj(i -> worker).toList())) {
        claimed.addAll(part.get());
      }
    }

    assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void shouldLeaveACallAloneUntilItsBackoffHasPassed() {
    db.add(tenant, aRequestedCall(5, Instant.now().plusSeconds(60), Instant.now().plusSeconds(90)));

    assertThat(claim(10)).isEmpty();
    assertThat(db.leases.depth()).isEqualTo(new QueueDepth(0, 1, 0, 0));
  }

  @Test
  void shouldServeTheGreaterPriorityFirst() {
    ModelCallRequested low = db.add(tenant, 1);
    ModelCallRequested high = db.add(UUID.randomUUID(), 9);

    assertThat(claim(1)).extracting(ClaimedCall::requestId).containsExactly(high.requestId());
    assertThat(claim(1)).extracting(ClaimedCall::requestId).containsExactly(low.requestId());
  }

  @Test
  void shouldLetATenantWithOneCallPassATenantWithManyThatCameBefore() {
    UUID busy = UUID.randomUUID();
    for (int i = 0; i < 50; i++) {
      db.add(busy);
    }
    assertThat(tenantsOf(claim(2))).containsOnly(busy);
    db.add(tenant);

    assertThat(tenantsOf(claim(1))).containsExactly(tenant);
  }

  @Test
  void shouldLetTenantsTakeTurnsWhereOnlyOneCallRunsAtATime() {
    UUID other = UUID.randomUUID();
    for (int i = 0; i < 6; i++) {
      db.add(tenant);
    }
    for (int i = 0; i < 6; i++) {
      db.add(other);
    }

    List<UUID> served = Stream.generate(this::runOne).limit(12).toList();

    for (int i = 1; i < served.size(); i++) {
      assertThat(served.get(i)).isNotEqualTo(served.get(i - 1));
    }
  }

  @Test
  void shouldClaimAgainWhatALostWorkerLeftAndCountIt() {
    db.add(tenant);
    ClaimedCall first = claim(1).getFirst();
    assertThat(claim(1)).isEmpty();

    db.expireAllLeases();
    ClaimedCall second = claim(1).getFirst();

    assertThat(second.requestId()).isEqualTo(first.requestId());
    assertThat(second.leaseId()).isNotEqualTo(first.leaseId());
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(db.leases.renew(Set.of(first.leaseId(), second.leaseId())))
        .containsExactly(second.leaseId());
  }

  @Test
  void shouldKeepALeaseThatRanOutWhileNobodyElseWantedTheCall() {
    db.add(tenant);
    ClaimedCall call = claim(1).getFirst();
    db.expireAllLeases();

    assertThat(db.leases.renew(Set.of(call.leaseId()))).containsExactly(call.leaseId());
    assertThat(claim(1)).isEmpty();
  }

  @Test
  void shouldNotLetALateWorkerTakeOutACallThatIsLeasedAnew() {
    db.add(tenant);
    ClaimedCall first = claim(1).getFirst();
    db.expireAllLeases();
    ClaimedCall second = claim(1).getFirst();

    db.leases.complete(first.leaseId());
    assertThat(db.rows()).isEqualTo(1);
    db.leases.complete(second.leaseId());
    assertThat(db.rows()).isZero();
  }

  @Test
  void shouldGiveReleasedCallsBackAsIfNeverClaimed() {
    db.add(tenant);
    ClaimedCall call = claim(1).getFirst();

    db.leases.release(List.of(call.leaseId()));

    assertThat(claim(1).getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void shouldPostponeACall() {
    db.add(tenant);
    db.leases.postpone(claim(1).getFirst().leaseId(), Duration.ofSeconds(60), true);

    assertThat(claim(1)).isEmpty();
    assertThat(db.leases.depth().waiting()).isEqualTo(1);
  }

  @Test
  void shouldClaimOnlyCallsToTheProvidersThatThisProcessServes() {
    db.add(tenant);

    assertThat(db.leases.claim(5, Set.of("elsewhere"))).isEmpty();
    assertThat(db.leases.claim(5, Set.of("scripted", "elsewhere"))).hasSize(1);
  }

  @Test
  void shouldDropTheCallsOfAnExecutionThatEnded() {
    ModelCallRequested call = db.add(tenant);
    ClaimedCall claimed = claim(1).getFirst();

    db.queue.removeAllOf(call.agentExecutionId());

    assertThat(db.leases.renew(Set.of(claimed.leaseId()))).isEmpty();
    assertThat(db.leases.depth()).isEqualTo(QueueDepth.EMPTY);
  }

  @Test
  void shouldSayHowFullTheQueueIs() {
    db.add(tenant, aRequestedCall(5, Instant.now().minusSeconds(30), Instant.now().plusSeconds(9)));
    db.add(tenant, 9);
    claim(1);

    QueueDepth depth = db.leases.depth();

    assertThat(depth.due()).isEqualTo(1);
    assertThat(depth.leased()).isEqualTo(1);
    assertThat(depth.oldestDueMs()).isBetween(29_000L, 60_000L);
  }

  private List<ClaimedCall> claim(int limit) {
    return db.leases.claim(limit, Set.of());
  }

  private UUID runOne() {
    ClaimedCall call = claim(1).getFirst();
    db.leases.complete(call.leaseId());
    return call.tenantId();
  }

  private static List<UUID> tenantsOf(List<ClaimedCall> calls) {
    return calls.stream().map(ClaimedCall::tenantId).toList();
  }
}
