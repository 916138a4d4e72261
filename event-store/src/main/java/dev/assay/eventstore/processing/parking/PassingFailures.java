package dev.assay.eventstore.processing.parking;

import dev.assay.eventstore.seal.KeysUnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.distributed.CommandDispatchException;
import org.axonframework.common.AxonTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Failures that say nothing of the event: something it needs is not there now. Then nothing parks,
 * and the events are handled again until it is; else an outage would park every process.
 */
final class PassingFailures {
  private static final int MOST_CAUSES = 10;

  private PassingFailures() {}

  static boolean isPassing(Throwable failure) {
    List<Throwable> causes = causes(failure);
    for (Throwable cause : causes) {
      // The database's own word counts, whatever it was wrapped in on its way.
      if (cause instanceof SQLException sql) {
        return !isOfTheData(sql.getSQLState());
      }
    }
    return causes.stream().anyMatch(PassingFailures::isPassingItself);
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .toList();
  }

  private static boolean isPassingItself(Throwable failure) {
    return switch (failure) {
      case TimeoutException e -> true;
      case InterruptedException e -> true;
      case KeysUnavailableException e -> true;
      case NoHandlerForCommandException e -> true;
      case CommandDispatchException e -> true;
      case AxonTransientException e -> true;
      case TransientDataAccessException e -> true;
      case TransactionException e -> true;
      case VirtualMachineError e -> true;
      default -> false;
    };
  }

  /** Data exceptions, broken constraints, statements that fit no table, exceeded limits. */
  private static boolean isOfTheData(@Nullable String state) {
    if (state == null || state.length() < 2) {
      return false;
    }
    return switch (state.substring(0, 2)) {
      case "22", "23", "42", "54" -> true;
      default -> false;
    };
  }
}
