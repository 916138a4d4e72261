package dev.assay.eventstore.processing.parking;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.eventstore.letters.Cause;
import dev.assay.eventstore.letters.Letter;
import dev.assay.eventstore.letters.Letter.Retry;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.eventstore.letters.LetterWork;
import dev.assay.eventstore.processing.ProcessingStores;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Handles parked events again that an operator wants tried: in the order of their sequence, each in
 * one transaction with the saga's state, read from the record as it is now. Any process that runs
 * process managers may do it; a row's lock makes it one.
 */
public final class ParkedRetries implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ParkedRetries.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final ProcessParking parking;
  private final EventReader events;
  private final TransactionManager transactions;
  private final LetterWork letters;
  private volatile @Nullable Thread thread;

  public ParkedRetries(
      ProcessParking parking, EventReader events, ProcessingStores stores, Databases databases) {
    this.parking = parking;
    this.events = events;
    this.transactions = stores.transactions();
    this.letters =
        new LetterWork(LetterTable.PROCESS_MANAGER, databases.jdbc(DatabaseRole.PROCESSOR));
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      Thread started = Thread.ofPlatform().daemon().name("process-letters").unstarted(this::work);
      thread = started;
      started.start();
    }
  }

  @Override
  public synchronized void stop() {
    Thread stopping = thread;
    thread = null;
    if (stopping != null) {
      stopping.interrupt();
      try {
        stopping.join(Duration.ofSeconds(15));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void work() {
    Duration pause = LOOK;
    while (thread == Thread.currentThread()) {
      try {
        Thread.sleep(pause);
        tryWanted();
        pause = LOOK;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Dead letters cannot be tried now and will be later: {}", Cause.of(e));
        pause = AFTER_TROUBLE;
      }
    }
  }

  /** All that is wanted of process managers of this process, as long as each comes to an end. */
  void tryWanted() {
    for (String processManager : letters.wantedOf()) {
      Optional<ParkingInvoker> invoker = parking.of(processManager);
      Optional<Letter> next =
          invoker.isEmpty() ? Optional.empty() : letters.nextWanted(processManager);
      while (next.isPresent() && tryOne(invoker.orElseThrow(), next.get())) {
        next = letters.nextWanted(processManager);
      }
    }
  }

  /** False where another process is at it. */
  private boolean tryOne(ParkingInvoker invoker, Letter letter) {
    TrackedEventMessage<?> message = message(letter);
    DefaultUnitOfWork<EventMessage<?>> work = DefaultUnitOfWork.startAndGet(message);
    work.attachTransaction(transactions);
    ResultMessage<Boolean> result =
        work.executeWithResult(
            () -> {
              Retry wanted = letters.claim(letter.letterId());
              if (wanted == null) {
                return false;
              }
              invoker.handleAlone(message);
              parking.parked().lock(letter.name(), letter.tenantId(), letter.sequenceId());
              letters.resolved(letter, wanted);
              return true;
            });
    if (!result.isExceptional()) {
      if (result.getPayload()) {
        LOG.info(
            "Process manager {} handled its dead letter at {}", letter.name(), letter.position());
      }
      return result.getPayload();
    }
    failed(letter, result.exceptionResult());
    return true;
  }

  private void failed(Letter letter, Throwable failure) {
    Cause cause = Cause.of(failure);
    if (PassingFailures.isPassing(failure)) {
      throw new IllegalStateException("Expected a letter to come to an end, but: " + cause);
    }
    letters.failedAgain(letter, cause);
    LOG.warn(
        "The dead letter of {} at {} failed again: {} ({})",
        letter.name(),
        letter.position(),
        cause.className(),
        cause.message());
  }

  private TrackedEventMessage<?> message(Letter letter) {
    StoredEvent event = events.after(letter.position() - 1, 1).getFirst();
    if (!event.id().equals(letter.eventId())) {
      throw new IllegalStateException(
          "Expected event %s at position %d, but there is %s"
              .formatted(letter.eventId(), letter.position(), event.id()));
    }
    return PostgresEventStore.orUnreadable(event);
  }
}
