package dev.assay.eventstore.processing.parking;

import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.engine.UnreadableEvent;
import dev.assay.eventstore.letters.Cause;
import io.micrometer.core.instrument.Counter;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to the sagas of one process manager, each process's in order and by one segment, and
 * parks the process whose event fails again and again. What the sagas have changed by then is
 * rolled back with the batch; the next time it passes by what is parked.
 */
final class ParkingInvoker implements EventHandlerInvoker {
  private static final Logger LOG = LoggerFactory.getLogger(ParkingInvoker.class);

  /** A fault that is gone the next second parks nobody. */
  static final int ATTEMPTS = 3;

  private final String processManager;
  private final EventHandlerInvoker sagas;
  private final ProcessSequences sequences;
  private final ParkedEvents parked;
  private final Counter counter;
  private final Attempts attempts = new Attempts();

  ParkingInvoker(
      String processManager,
      EventHandlerInvoker sagas,
      ProcessSequences sequences,
      ParkedEvents parked,
      Counter counter) {
    this.processManager = processManager;
    this.sagas = sagas;
    this.sequences = sequences;
    this.parked = parked;
    this.counter = counter;
  }

  @Override
  public boolean canHandle(EventMessage<?> message, Segment segment) {
    return message.getPayloadType() == UnreadableEvent.class
        || sagas.canHandle(message, Segment.ROOT_SEGMENT);
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) {
    ProcessEvent event = ProcessEvent.of(processManager, message, sequences);
    if (event == null || !segment.matches(event.sequenceId())) {
      return;
    }
    if (parked.isLetter(event) || parked.parkedBehind(event)) {
      return;
    }
    try {
      handleAlone(message);
      attempts.forget(event.eventId());
    } catch (Exception failure) {
      failed(event, failure);
      throw new EventNotHandled(event, failure);
    }
  }

  /**
   * Whoever calls it has made sure that nothing of the sequence comes before. The saga is stored
   * within, and not only when the batch is committed, so that what cannot be stored is known by its
   * event.
   */
  void handleAlone(EventMessage<?> message) throws Exception {
    if (message.getPayload() instanceof UnreadableEvent unreadable) {
      throw unreadable.why();
    }
    ResultMessage<?> result =
        DefaultUnitOfWork.startAndGet(message)
            .executeWithResult(
                () -> {
                  sagas.handle(message, Segment.ROOT_SEGMENT);
                  return true;
                });
    if (result.isExceptional()) {
      throw result.exceptionResult() instanceof Exception failure
          ? failure
          : new IllegalStateException(result.exceptionResult());
    }
  }

  private void failed(ProcessEvent event, Exception failure) {
    if (PassingFailures.isPassing(failure)) {
      return;
    }
    int failures = attempts.failed(event.eventId());
    if (failures < ATTEMPTS && !isHopeless(failure)) {
      return;
    }
    Cause cause = Cause.of(failure);
    if (parked.park(event, cause, failures)) {
      counter.increment();
      attempts.forget(event.eventId());
      LOG.warn(
          "Parked {} as a dead letter of process manager {}: {} ({})",
          event,
          processManager,
          cause.className(),
          cause.message());
    }
  }

  private static boolean isHopeless(Exception failure) {
    return failure instanceof UnknownEventException;
  }

  @Override
  public boolean supportsReset() {
    return false;
  }
}
