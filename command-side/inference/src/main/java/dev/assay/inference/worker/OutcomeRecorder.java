package dev.assay.inference.worker;

import dev.assay.api.AlreadyDone;
import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agentexecution.AgentExecutionCommand;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.queue.CallLeases;
import dev.assay.inference.queue.ClaimedCall;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the outcome of a call into the record. What may be a passing trouble (no connection, no
 * answer in time) is tried again; the command's id makes that safe. A refusal is final.
 */
final class OutcomeRecorder {
  private static final Logger log = LoggerFactory.getLogger(OutcomeRecorder.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration AFTER_GIVING_UP = Duration.ofSeconds(30);

  private static final Set<RejectionCode> OVER =
      Set.of(RejectionCode.INVALID_STATE, RejectionCode.NOT_FOUND);

  /** With the pauses above, about a minute. */
  private static final int MAX_TRIES = 35;

  private final CommandBus commands;
  private final CallLeases leases;

  OutcomeRecorder(CommandBus commands, CallLeases leases) {
    this.commands = commands;
    this.leases = leases;
  }

  /** Returns when it is recorded, refused, of no more interest, or given up and postponed. */
  void record(ClaimedCall call, CallOutcome outcome) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
      try {
        recordOnce(call, outcome);
        return;
      } catch (RuntimeException | ExecutionException | TimeoutException e) {
        log.warn(
            "Recording model call {} failed (try {} of {}): {}",
            call.requestId(),
            attempt,
            MAX_TRIES,
            e.toString());
        Thread.sleep(pause);
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
    log.error("Model call {} goes back to the queue: it cannot be recorded", call.requestId());
    leases.postpone(call.leaseId(), AFTER_GIVING_UP, true);
  }

  private void recordOnce(ClaimedCall call, CallOutcome outcome)
      throws InterruptedException, ExecutionException, TimeoutException {
    // Prolonging tells whether it is ours and gives us the time to record.
    boolean held = !leases.renew(Set.of(call.leaseId())).isEmpty();
    AgentExecutionCommand command = RecordingCommands.of(call, outcome, held);
    if (command == null) {
      log.info("Model call {} failed under a lost lease: not recorded", call.requestId());
      return;
    }
    try {
      send(new GenericCommandMessage<>(command).withMetaData(RecordingCommands.envelope(call)));
    } catch (ExecutionException e) {
      if (!isFinal(e.getCause())) {
        throw e;
      }
      log.debug(
          "Model call {} needs no recording: {}", call.requestId(), String.valueOf(e.getCause()));
    }
    leases.complete(call.leaseId());
  }

  private void send(CommandMessage<AgentExecutionCommand> command)
      throws InterruptedException, ExecutionException, TimeoutException {
    FutureCallback<AgentExecutionCommand, Object> callback = new FutureCallback<>();
    commands.dispatch(command, callback);
    var result = callback.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    if (result.isExceptional()) {
      throw new ExecutionException(result.exceptionResult());
    }
  }

  /**
   * Recorded before, or about something that is over. Any other refusal is a mistake in how this
   * installation is set up, which someone may put right while we try again.
   */
  private static boolean isFinal(@Nullable Throwable cause) {
    return cause instanceof AlreadyDone
        || cause instanceof AggregateNotFoundException
        || (cause instanceof CommandRejected rejected && OVER.contains(rejected.code()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
