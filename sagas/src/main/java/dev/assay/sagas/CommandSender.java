package dev.assay.sagas;

import dev.assay.api.AlreadyDone;
import dev.assay.api.CommandRejected;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command, waits for its result and tells the three outcomes apart: done (now or earlier),
 * refused, or unknown. Two commands that meet at one aggregate are settled here by trying again.
 *
 * <p>The command is dispatched from a thread of its own. On the caller's thread a local bus would
 * join the caller's unit of work and append only at its end, where a failure would undo the whole
 * batch of events again and again.
 */
public final class CommandSender {
  public static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_CAUSES = 10;
  private static final long FIRST_PAUSE_MS = 20;

  private final CommandBus bus;
  private final Duration atMost;

  /**
   * @param atMost how long one attempt may take
   */
  public CommandSender(CommandBus bus, Duration atMost) {
    this.bus = bus;
    this.atMost = atMost;
  }

  /**
   * @param metadata of the command, its id included
   * @return null when it is done, else why it was refused
   * @throws CommandNotDone where neither is known
   */
  public @Nullable CommandRejected send(Object command, Map<String, ?> metadata) {
    for (int attempt = 1; ; attempt++) {
      Throwable fault = attempt(command, metadata);
      if (fault == null || has(fault, AlreadyDone.class) != null) {
        return null;
      }
      CommandRejected refusal = refusal(fault);
      if (refusal != null) {
        return refusal;
      }
      if (has(fault, ConcurrencyException.class) == null || attempt == MOST_ATTEMPTS) {
        throw new CommandNotDone(
            "No result of " + command.getClass().getSimpleName() + " at attempt " + attempt, fault);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MS << (attempt - 1)));
    }
  }

  private @Nullable Throwable attempt(Object command, Map<String, ?> metadata) {
    CommandMessage<Object> message =
        GenericCommandMessage.asCommandMessage(command).andMetaData(metadata);
    CompletableFuture<CommandResultMessage<?>> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("process-command")
        .start(
            () -> {
              try {
                bus.<Object, Object>dispatch(message, (sent, answer) -> result.complete(answer));
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    try {
      CommandResultMessage<?> answer = result.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return answer.isExceptional() ? answer.exceptionResult() : null;
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      return e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    }
  }

  /** The refusal that a failed command comes of; null where it failed otherwise. */
  public static @Nullable CommandRejected refusal(Throwable fault) {
    CommandRejected rejected = has(fault, CommandRejected.class);
    if (rejected != null) {
      return rejected;
    }
    CommandExecutionException remote = has(fault, CommandExecutionException.class);
    if (remote != null && remote.getDetails().orElse(null) instanceof CommandRejected detail) {
      return detail;
    }
    AggregateNotFoundException missing = has(fault, AggregateNotFoundException.class);
    return missing == null
        ? null
        : CommandRejected.notFound("the target", missing.getAggregateIdentifier());
  }

  private static <T> @Nullable T has(Throwable fault, Class<T> type) {
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
