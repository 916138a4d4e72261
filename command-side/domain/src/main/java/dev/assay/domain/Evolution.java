package dev.assay.domain;

import dev.assay.api.event.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * How the events of one kind of aggregate add up: the function by which the aggregate itself
 * evolves, for whoever wants to know its state at some point of its history.
 *
 * @param aggregateType as in the event catalogue
 * @param family the aggregate's sealed events
 */
public record Evolution<E extends DomainEvent, S>(
    String aggregateType, Class<E> family, Step<E, S> step) {

  /** One event's effect; no state is before the first. */
  @FunctionalInterface
  public interface Step<E, S> {
    S after(@Nullable S state, E event);
  }
}
