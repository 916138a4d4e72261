package dev.assay.command.dispatch;

import dev.assay.api.CommandRejected;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.reader.Positions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command for an HTTP request, waits for its answer and then for the position of its last
 * event. A command whose events are in the record already is not handled again: its answer is made
 * from those events.
 */
public final class CommandDispatcher {
  private final CommandGateway gateway;
  private final CommandEvents events;
  private final Positions positions;
  private final DispatchProperties timeouts;
  private final CommandTargetResolver targets = AnnotationCommandTargetResolver.builder().build();

  public CommandDispatcher(
      CommandGateway gateway,
      CommandEvents events,
      Positions positions,
      DispatchProperties timeouts) {
    this.gateway = gateway;
    this.events = events;
    this.positions = positions;
    this.timeouts = timeouts;
  }

  /** Sends a command whose handler has no answer. */
  public Dispatched<@Nullable Void> send(CommandRequest request, Object command) {
    return send(request, command, stored -> {});
  }

  /**
   * Sends a command whose handler has no answer.
   *
   * @param ofRepeat is shown the events of a repeat and may refuse it
   */
  public Dispatched<@Nullable Void> send(
      CommandRequest request, Object command, Consumer<List<DomainEvent>> ofRepeat) {
    return this.<@Nullable Void>dispatch(
        request,
        command,
        answer -> null,
        stored -> {
          ofRepeat.accept(stored);
          return null;
        });
  }

  /**
   * Sends a command.
   *
   * @param result the type of the handler's answer
   * @param fromEvents makes the same answer from the command's events, for a repeat
   */
  public <R> Dispatched<R> send(
      CommandRequest request,
      Object command,
      Class<R> result,
      Function<List<DomainEvent>, R> fromEvents) {
    return dispatch(request, command, result::cast, fromEvents);
  }

  private <R extends @Nullable Object> Dispatched<R> dispatch(
      CommandRequest request,
      Object command,
      Function<@Nullable Object, R> fromAnswer,
      Function<List<DomainEvent>, R> fromEvents) {
    CommandMessage<?> message =
        new GenericCommandMessage<>(command, MetaData.from(request.metadata()));
    R result;
    List<DomainEvent> before =
        request.repeat() ? events.of(request.tenant(), request.commandId()) : List.of();
    if (!before.isEmpty()) {
      result = fromEvents.apply(before);
    } else {
      try {
        result = fromAnswer.apply(handled(message));
      } catch (DuplicateCommandException done) {
        result = fromEvents.apply(events.of(request.tenant(), request.commandId()));
      }
    }
    String target = targets.resolveTarget(message).getIdentifier();
    return located(request.tenant(), request.commandId(), UUID.fromString(target), result);
  }

  private @Nullable Object handled(CommandMessage<?> message) {
    CompletableFuture<Object> answer = gateway.send(message);
    try {
      return answer.get(timeouts.handling().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Refused.by(e.getCause() == null ? e : e.getCause(), message);
    } catch (TimeoutException e) {
      throw Refused.unavailable("Expected the command to be handled in time, but it was not");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable("Expected to wait for the command, but the server stops");
    }
  }

  private <R extends @Nullable Object> Dispatched<R> located(
      TenantId tenant, UUID commandId, UUID aggregateId, R result) {
    Long sequence = events.sequenceAfter(tenant, commandId, aggregateId);
    if (sequence != null) {
      return new Dispatched<>(result, true, position(tenant, commandId), sequence);
    }
    // Nothing was new. The thing as it is stands at its own last event.
    CommandEvents.Last last = events.lastOf(tenant, aggregateId);
    if (last == null) {
      return new Dispatched<>(result, false, null, null);
    }
    Long position = last.position() != null ? last.position() : position(tenant, last.commandId());
    return new Dispatched<>(result, false, position, last.sequence());
  }

  private @Nullable Long position(TenantId tenant, UUID commandId) {
    try {
      Duration atMost = timeouts.position();
      OptionalLong position = positions.positionOfCommand(tenant, commandId, atMost);
      return position.isPresent() ? position.getAsLong() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable("Expected to wait for the position, but the server stops");
    }
  }

  /** For controllers: a repeat must have left what its first request had answered. */
  public static <E extends DomainEvent> E only(List<DomainEvent> events, Class<E> type) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(
            () ->
                CommandRejected.invalidState(
                    "Expected the first request with this key to have done the same, but it did"
                        + " something else"));
  }
}
