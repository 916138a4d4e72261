package dev.assay.inference.queue;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.MetadataKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the queue in step with the record. Takes no part in replays: a queue filled from history
 * would call models for questions answered long ago.
 */
@ProcessingGroup(QueueProjector.GROUP)
@DisallowReplay
public final class QueueProjector {
  /** The event processor that fills the queue. */
  public static final String GROUP = "model-call-queue";

  private static final List<String> ENVELOPE =
      List.of(
          MetadataKeys.TENANT_ID,
          MetadataKeys.CORRELATION_ID,
          MetadataKeys.REQUEST_ID,
          MetadataKeys.SUBJECT,
          MetadataKeys.ACTOR_KIND,
          MetadataKeys.ACTOR_ID,
          MetadataKeys.ACTOR_ON_BEHALF_OF,
          MetadataKeys.ACTOR_ROLES,
          MetadataKeys.ACTOR_AUTHENTICATION);

  private final ModelCallQueue queue;
  private final WorkSignal signal;
  private final ExecutionMeters meters;

  public QueueProjector(ModelCallQueue queue, WorkSignal signal, ExecutionMeters meters) {
    this.queue = queue;
    this.signal = signal;
    this.meters = meters;
  }

  @EventHandler
  void on(ModelCallRequested event, EventMessage<?> message) {
    Map<String, String> envelope = envelopeOf(message);
    String tenant = envelope.get(MetadataKeys.TENANT_ID);
    if (tenant == null) {
      throw new IllegalStateException(
          "Expected event " + message.getIdentifier() + " to name its tenant, but it does not");
    }
    queue.add(
        event,
        UUID.fromString(tenant),
        UUID.fromString(message.getIdentifier()),
        message.getTimestamp(),
        envelope);
    meters.requested(event);
    wakeAfterCommit();
  }

  @EventHandler
  void on(ModelCallAnswered event) {
    queue.remove(event.requestId());
  }

  @EventHandler
  void on(ModelCallFailed event) {
    queue.remove(event.requestId());
    meters.failed(event);
  }

  @EventHandler
  void on(AgentExecutionCompleted event, EventMessage<?> message) {
    ended(event, message, null);
  }

  @EventHandler
  void on(AgentExecutionFailed event, EventMessage<?> message) {
    ended(event, message, event.code());
  }

  @EventHandler
  void on(AgentExecutionCancelled event, EventMessage<?> message) {
    ended(event, message, "CANCELLED");
  }

  private void ended(
      AgentExecutionEvent.Ended event, EventMessage<?> message, @Nullable String error) {
    queue.removeAllOf(event.agentExecutionId());
    meters.ended(event.agentExecutionId(), message.getTimestamp(), error);
  }

  private static Map<String, String> envelopeOf(EventMessage<?> message) {
    Map<String, String> envelope = new TreeMap<>();
    for (String key : ENVELOPE) {
      Object value = message.getMetaData().get(key);
      if (value != null) {
        envelope.put(key, value.toString());
      }
    }
    return envelope;
  }

  /** The row can be claimed once it is committed, not before. */
  private void wakeAfterCommit() {
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(done -> signal.wake());
    } else {
      signal.wake();
    }
  }
}
