package dev.assay.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.TokenFeed;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.limits.ProviderLimits;
import dev.assay.inference.queue.QueueInDatabase;
import dev.assay.inference.testing.ControlledProvider;
import dev.assay.inference.testing.ModelCallFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InferenceWorkerTest {
  private final UUID tenant = UUID.randomUUID();
  private final ControlledProvider provider = new ControlledProvider();
  private final RecordedCommands commands = new RecordedCommands();
  private QueueInDatabase db;

  @BeforeEach
  void open() {
    db = new QueueInDatabase();
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void shouldCallTheModelRecordTheAnswerAndTakeTheCallOutOfTheQueue() {
    ModelCallRequested call = db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    RecordModelAnswer recorded = commands.of(RecordModelAnswer.class).getFirst();
    assertThat(recorded.requestId()).isEqualTo(call.requestId());
    assertThat(recorded.agentExecutionId()).isEqualTo(call.agentExecutionId());
    assertThat(recorded.leaseHeld()).isTrue();
    assertThat(recorded.answer().text()).isEqualTo("Because it is.");
    assertThat(provider.requests).hasSize(1);
    assertThat(provider.requests.peek().idempotencyKey()).isEqualTo(call.requestId().value());
    assertThat(provider.requests.peek().outputSchema()).isNull();
  }

  @Test
  void shouldSendTheEnvelopeOfTheRequestAsAServiceOnBehalfOfWhoAsked() {
    ModelCallRequested call = ModelCallFixtures.aRequestedCall();
    UUID eventId = Uuids.next();
    db.queue.add(call, tenant, eventId, Instant.now(), ModelCallFixtures.envelopeOf(tenant));

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> commands.received.size() == 1);
    }

    Map<String, Object> metadata = commands.received.getFirst().getMetaData();
    UUID leaseId = commands.of(RecordModelAnswer.class).getFirst().leaseId();
    assertThat(metadata)
        .containsEntry(MetadataKeys.TENANT_ID, tenant.toString())
        .containsEntry(MetadataKeys.CORRELATION_ID, "correlation-1")
        .containsEntry(MetadataKeys.REQUEST_ID, "request-1")
        .containsEntry(MetadataKeys.CAUSATION_ID, eventId.toString())
        .containsEntry(
            MetadataKeys.COMMAND_ID,
            Uuids.derived(call.requestId().value(), "inference", leaseId.toString()).toString());
    assertThat(Actor.fromMetadata(metadata)).isEqualTo(Actor.service("inference", "ada"));
  }

  @Test
  void shouldHoldNoDatabaseConnectionWhileModelsThink() {
    HikariDataSource pool = (HikariDataSource) db.dataSource();
    CountDownLatch gate = provider.holdCalls();
    for (int i = 0; i < 4; i++) {
      db.add(tenant);
    }

    // Without heartbeats nothing else uses the pool; the slots are full, so nothing is claimed.
    try (var worker =
        new WorkerUnderTest(
            db, commands, provider, ProviderLimits.DEFAULT, WorkerUnderTest.withoutHeartbeat())) {
      await().until(() -> provider.requests.size() == 4);
      await()
          .during(Duration.ofMillis(500))
          .until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
      gate.countDown();
      await().until(() -> db.rows() == 0);
    }
  }

  @Test
  void shouldTakeNoMoreCallsThanItHasSlotsFor() {
    CountDownLatch gate = provider.holdCalls();
    for (int i = 0; i < 9; i++) {
      db.add(tenant);
    }

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> provider.requests.size() == 4);
      worker.signal.wake();
      await().during(Duration.ofMillis(300)).until(() -> provider.requests.size() == 4);
      assertThat(worker.worker.status().inFlight()).isEqualTo(4);
      gate.countDown();
      await().until(() -> db.rows() == 0);
    }
    assertThat(provider.requests).hasSize(9);
  }

  @Test
  void shouldKeepALeaseByHeartbeatsForAsLongAsTheCallTakes() {
    CountDownLatch gate = provider.holdCalls();
    db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> provider.requests.size() == 1);
      await()
          .during(QueueInDatabase.LEASE.multipliedBy(2))
          .atMost(Duration.ofSeconds(20))
          .until(() -> db.leases.claim(1, Set.of()).isEmpty());
      gate.countDown();
      await().until(() -> db.rows() == 0);
    }
    assertThat(commands.of(RecordModelAnswer.class))
        .extracting(RecordModelAnswer::leaseHeld)
        .containsExactly(true);
  }

  @Test
  void shouldLetAnotherWorkerAnswerWhatAHungOneHoldsAndFlagTheLateAnswer() {
    CountDownLatch gate = provider.holdCalls();
    ModelCallRequested call = db.add(tenant);

    try (var hung =
        new WorkerUnderTest(
            db, commands, provider, ProviderLimits.DEFAULT, WorkerUnderTest.withoutHeartbeat())) {
      await().until(() -> provider.requests.size() == 1);
      db.expireAllLeases();
      provider.letCallsThrough();
      try (var other = new WorkerUnderTest(db, commands, provider)) {
        await().until(() -> db.rows() == 0);
      }
      gate.countDown();
      await().until(() -> commands.of(RecordModelAnswer.class).size() == 2);
    }

    assertThat(commands.of(RecordModelAnswer.class))
        .extracting(RecordModelAnswer::leaseHeld)
        .containsExactly(true, false);
    assertThat(commands.of(RecordModelAnswer.class))
        .extracting(RecordModelAnswer::requestId)
        .containsOnly(call.requestId());
    assertThat(commands.received)
        .extracting(command -> command.getMetaData().get(MetadataKeys.COMMAND_ID))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldBreakOffACallWhoseExecutionHasEnded() {
    CountDownLatch gate = provider.holdCalls();
    ModelCallRequested call = db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> provider.requests.size() == 1);
      db.queue.removeAllOf(call.agentExecutionId());
      await().until(() -> provider.interrupted.get() == 1);
      await().until(() -> worker.worker.status().inFlight() == 0);
      assertThat(worker.meters.counter("work.lease.losses_total").count()).isEqualTo(1);
    }
    assertThat(commands.received).isEmpty();
    assertThat(gate.getCount()).isEqualTo(1);
  }

  @Test
  void shouldRecordAFailureForTheExecutionToDecideAbout() {
    provider.failWith(
        new ModelCallException(ModelErrorClass.RATE_LIMITED, "Expected less haste", true));
    db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    RecordModelFailure recorded = commands.of(RecordModelFailure.class).getFirst();
    assertThat(recorded.failure().errorClass()).isEqualTo("RATE_LIMITED");
    assertThat(recorded.failure().retryable()).isTrue();
    assertThat(recorded.failure().message()).isEqualTo("Expected less haste");
  }

  @Test
  void shouldRecordAgainUntilItSucceedsAndCallTheModelOnce() {
    commands.refusals.add(new IllegalStateException("no connection"));
    commands.refusals.add(new IllegalStateException("no connection"));
    db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    assertThat(commands.of(RecordModelAnswer.class)).hasSize(1);
    assertThat(provider.requests).hasSize(1);
  }

  @Test
  void shouldTreatAnAnswerThatIsInTheRecordAlreadyAsDone() {
    commands.refusals.add(
        new DuplicateCommandException(UUID.randomUUID(), new IllegalStateException()));
    db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    assertThat(provider.requests).hasSize(1);
    assertThat(commands.received).isEmpty();
  }

  @Test
  void shouldDropACallThatTheExecutionRefusesToHearOf() {
    commands.refusals.add(CommandRejected.invalidState("Expected a running execution"));
    db.add(tenant);

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    assertThat(provider.requests).hasSize(1);
  }

  @Test
  void shouldGiveUpACallThatWasBegunTooOftenWithoutCallingAgain() {
    db.add(tenant);
    db.jdbc().update("UPDATE work.model_calls SET attempts = 3");

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    assertThat(provider.requests).isEmpty();
    RecordModelFailure recorded = commands.of(RecordModelFailure.class).getFirst();
    assertThat(recorded.failure().errorClass()).isEqualTo("INTERNAL");
    assertThat(recorded.failure().retryable()).isFalse();
    assertThat(recorded.failure().message()).contains("begun 3 times");
  }

  @Test
  void shouldNotCallWhenTheDeadlineHasPassedInTheQueue() {
    db.add(
        tenant,
        ModelCallFixtures.aRequestedCall(
            5, Instant.now().minusSeconds(9), Instant.now().minusSeconds(1)));

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    assertThat(provider.requests).isEmpty();
    assertThat(commands.of(RecordModelFailure.class).getFirst().failure().errorClass())
        .isEqualTo("TIMEOUT");
  }

  @Test
  void shouldGiveCallsBackWhenItStopsBeforeTheyEnd() {
    CountDownLatch gate = provider.holdCalls();
    db.add(tenant);
    var worker = new WorkerUnderTest(db, commands, provider);
    await().until(() -> provider.requests.size() == 1);

    worker.close();

    assertThat(provider.interrupted).hasValue(1);
    assertThat(commands.received).isEmpty();
    assertThat(db.leases.claim(1, Set.of()).getFirst().attempts()).isEqualTo(1);
    assertThat(gate.getCount()).isEqualTo(1);
  }

  @Test
  void shouldLetCallsEndBeforeItStops() {
    CountDownLatch gate = provider.holdCalls();
    db.add(tenant);
    var worker =
        new WorkerUnderTest(
            db,
            commands,
            provider,
            ProviderLimits.DEFAULT,
            new WorkerSettings(
                4,
                Duration.ofSeconds(6),
                Duration.ofSeconds(1),
                3,
                Duration.ofSeconds(20),
                Set.of()));
    await().until(() -> provider.requests.size() == 1);
    Thread stop = Thread.ofVirtual().start(worker::close);
    await().until(() -> !worker.worker.isRunning());

    gate.countDown();

    await().until(() -> !stop.isAlive());
    assertThat(commands.of(RecordModelAnswer.class)).hasSize(1);
    assertThat(db.rows()).isZero();
  }

  @Test
  void shouldGoOnAfterTheDatabaseWasAway() {
    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      db.asSuperuser("ALTER TABLE work.tenant_turns RENAME TO away");
      db.add(tenant);
      await().until(() -> !worker.worker.status().claiming());
      db.asSuperuser("ALTER TABLE work.away RENAME TO tenant_turns");
      await().until(() -> db.rows() == 0);
      assertThat(worker.worker.status().claiming()).isTrue();
    }
  }

  @Test
  void shouldLetThoseListenWhoBelongToTheTenant() throws Exception {
    CountDownLatch gate = provider.holdCalls();
    ModelCallRequested call = db.add(tenant);
    try (var worker = new WorkerUnderTest(db, commands, provider);
        var listener = worker.tokens.subscribe(new TenantId(tenant), call.agentExecutionId());
        var stranger =
            worker.tokens.subscribe(new TenantId(UUID.randomUUID()), call.agentExecutionId())) {
      gate.countDown();

      assertThat(listener.next(Duration.ofSeconds(10)))
          .isEqualTo(new TokenFeed.Piece(call.requestId(), "Because ", false));
      assertThat(listener.next(Duration.ofSeconds(10)))
          .isEqualTo(new TokenFeed.Piece(call.requestId(), "it is.", false));
      assertThat(stranger.next(Duration.ofMillis(1))).isNull();
    }
  }
}
