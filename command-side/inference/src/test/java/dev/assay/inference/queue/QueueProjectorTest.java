package dev.assay.inference.queue;

import static dev.assay.inference.testing.ModelCallFixtures.aRequestedCall;
import static dev.assay.inference.testing.ModelCallFixtures.envelopeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every event is delivered twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueProjectorTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UUID tenant = UUID.randomUUID();
  private QueueInDatabase db;
  private AnnotationEventHandlerAdapter handler;

  @BeforeAll
  void open() {
    db = new QueueInDatabase();
    handler =
        new AnnotationEventHandlerAdapter(
            new QueueProjector(db.queue, new WorkSignal(), new ExecutionMeters(meters)));
  }

  @BeforeEach
  void empty() {
    db.jdbc().update("DELETE FROM work.model_calls");
  }

  @AfterAll
  void close() {
    db.close();
  }

  @Test
  void shouldQueueARequestedCallUnderTheTenantOfItsEvent() throws Exception {
    ModelCallRequested call = aRequestedCall();

    deliver(call);

    assertThat(db.rows()).isEqualTo(1);
    ClaimedCall claimed = db.leases.claim(5, Set.of()).getFirst();
    assertThat(claimed.tenantId()).isEqualTo(tenant);
    assertThat(claimed.envelope()).isEqualTo(envelopeOf(tenant));
  }

  @Test
  void shouldRemoveACallThatIsAnsweredOrFailed() throws Exception {
    ModelCallRequested answered = aRequestedCall();
    ModelCallRequested failed = aRequestedCall();
    deliver(answered);
    deliver(failed);

    deliver(
        new ModelCallAnswered(
            answered.agentExecutionId(),
            answered.requestId(),
            1,
            new ModelAnswer("t", "p", "m", null, "stop", 1, 1, BigDecimal.ZERO, 1, false),
            "sha256:0",
            1));
    assertThat(db.rows()).isEqualTo(1);
    deliver(
        new ModelCallFailed(
            failed.agentExecutionId(),
            failed.requestId(),
            1,
            new ModelFailure("p", "m", "TIMEOUT", "late", true, 1)));

    assertThat(db.rows()).isZero();
  }

  @Test
  void shouldRemoveTheCallsOfAnExecutionHoweverItEnded() throws Exception {
    for (int end = 0; end < 3; end++) {
      ModelCallRequested call = aRequestedCall();
      deliver(call);
      deliver(endOf(call, end));
      assertThat(db.rows()).isZero();
    }
    assertThat(meters.get("agent.execution.success_total").counter().count()).isPositive();
    assertThat(meters.get("agent.execution.error_total").tag("code", "TIMEOUT").counter().count())
        .isPositive();
    assertThat(meters.get("agent.execution.duration_ms").tag("outcome", "success").summary().max())
        .isBetween(0.0, 60_000.0);
  }

  @Test
  void shouldStopAtAnEventWithoutATenant() {
    assertThatThrownBy(() -> handler.handle(new GenericEventMessage<>(aRequestedCall(), Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("to name its tenant");
  }

  @Test
  void shouldTakeNoPartInReplays() {
    assertThat(handler.supportsReset()).isFalse();
  }

  private static AgentExecutionEvent endOf(ModelCallRequested call, int end) {
    return switch (end) {
      case 0 ->
          new AgentExecutionCompleted(
              call.agentExecutionId(),
              "a",
              1,
              JsonNodeFactory.instance.stringNode("done"),
              1,
              1,
              BigDecimal.ZERO,
              null);
      case 1 -> new AgentExecutionFailed(call.agentExecutionId(), "a", "TIMEOUT", "too late", null);
      default -> new AgentExecutionCancelled(call.agentExecutionId(), "a", "no more", null);
    };
  }

  private void deliver(AgentExecutionEvent event) throws Exception {
    var message = new GenericEventMessage<>(event, envelopeOf(tenant));
    Object first = handler.handle(message);
    Object second = handler.handle(message);
  }
}
