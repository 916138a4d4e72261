package dev.assay.command.dispatch;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** Says in the words of the HTTP contract why a command was not done. */
final class Refused {
  private static final int MAX_CAUSES = 20;

  private Refused() {}

  static RuntimeException by(Throwable failure, CommandMessage<?> command) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      switch (cause) {
        case CommandRejected refusal -> {
          return refusal;
        }
        case DuplicateCommandException done -> {
          return done;
        }
        case AggregateNotFoundException missing -> {
          return new CommandRejected(
              RejectionCode.NOT_FOUND, "Expected to find what this is about, but there is none");
        }
        case AggregateStreamCreationException exists -> {
          return new CommandRejected(
              RejectionCode.ALREADY_EXISTS, "Expected something new, but it exists already");
        }
        case ConcurrencyException conflict -> {
          return conflict(command);
        }
        case NoHandlerForCommandException nobody -> {
          return unavailable("Expected a server that handles this, but none is running");
        }
        case KeysUnavailableException keys -> {
          return unavailable("Expected to seal what is recorded, but the keys cannot be reached");
        }
        case EventStoreException store -> {
          return unavailable("Expected to write the record, but it cannot be reached");
        }
        default -> cause = cause.getCause();
      }
    }
    return new IllegalStateException("A command failed by our own fault", failure);
  }

  static CommandRejected unavailable(String message) {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE, message, Map.of("retryAfterSeconds", "2"), List.of());
  }

  private static CommandRejected conflict(CommandMessage<?> command) {
    return command.getMetaData().containsKey(MetadataKeys.EXPECTED_SEQUENCE)
        ? new CommandRejected(
            RejectionCode.STALE, "Expected the state that If-Match names, but it has changed")
        : CommandRejected.invalidState(
            "Expected to be alone in changing this, but others change it all the time; try again");
  }
}
