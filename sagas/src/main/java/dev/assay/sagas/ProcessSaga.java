package dev.assay.sagas;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.api.CommandRejected;
import dev.assay.api.event.DomainEvent;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thin saga around a process: what it remembers is the process and the handles of its
 * reminders, which is what the saga store keeps as JSON. A subclass declares which events reach it.
 *
 * @param <P> the process
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.NONE,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public abstract class ProcessSaga<P extends Coordination<P>> {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSaga.class);

  /** A refusal may lead to another command, and that one's refusal to one more; then it is over. */
  static final int MOST_REFUSALS_IN_A_ROW = 3;

  @JsonProperty private P process;

  @JsonProperty private final Map<String, String> reminders = new TreeMap<>();

  protected ProcessSaga(P initial) {
    this.process = initial;
  }

  /** Lets the process decide on an event and carries out what it wants. */
  protected final void handle(EventMessage<?> message, Courier courier) {
    DomainEvent event = (DomainEvent) message.getPayload();
    carryOut(process.on(Courier.eventIdOf(message), event), message, courier, 0);
  }

  @DeadlineHandler
  void on(String detail, DeadlineMessage<?> message, Courier courier) {
    String name = message.getDeadlineName();
    reminders.remove(name);
    carryOut(process.onDeadline(name, detail), message, courier, 0);
  }

  private void carryOut(
      Decision<P> decision, EventMessage<?> cause, Courier courier, int refusals) {
    process = decision.next();
    for (Step step : decision.steps()) {
      switch (step) {
        case Step.Send send -> send(send, cause, courier, refusals);
        case Step.RemindAfter after -> {
          forget(after.name(), courier);
          reminders.put(
              after.name(), courier.remind(cause, after.name(), after.detail(), after.after()));
        }
        case Step.RemindAt at -> {
          forget(at.name(), courier);
          reminders.put(at.name(), courier.remind(cause, at.name(), at.detail(), at.at()));
        }
        case Step.Forget forget -> forget(forget.name(), courier);
        case Step.End() -> end(courier);
      }
    }
  }

  private void send(Step.Send send, EventMessage<?> cause, Courier courier, int refusals) {
    CommandRejected why =
        courier.send(
            getClass().getSimpleName(), cause, label(send.label(), refusals), send.command());
    if (why == null) {
      return;
    }
    LOG.debug(
        "{} was refused as {}: {}",
        send.command().getClass().getSimpleName(),
        why.code(),
        why.getMessage());
    if (refusals < MOST_REFUSALS_IN_A_ROW) {
      carryOut(process.onRefusal(send.command(), why), cause, courier, refusals + 1);
    }
  }

  /** A command that is sent because another was refused has an id of its own. */
  static String label(String label, int refusals) {
    return "refused:".repeat(refusals) + label;
  }

  P process() {
    return process;
  }

  private void forget(String name, Courier courier) {
    String handle = reminders.remove(name);
    if (handle != null) {
      courier.forget(name, handle);
    }
  }

  private void end(Courier courier) {
    for (String name : reminders.keySet().toArray(String[]::new)) {
      forget(name, courier);
    }
    SagaLifecycle.end();
  }
}
