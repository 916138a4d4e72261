package dev.assay.domain;

import dev.assay.api.event.DomainEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table (status, event) → next status of one aggregate. A move that is not in the table does
 * not exist: {@link #after} throws, so a decision that would make it appends nothing. The state
 * diagrams of {@code docs/reference/states.md} are drawn from these tables.
 *
 * @param <S> the aggregate's statuses
 */
public final class LifeCycle<S extends Enum<S>> {
  /**
   * One row.
   *
   * @param from null: the event creates the aggregate
   */
  public record Transition<S>(@Nullable S from, Class<? extends DomainEvent> event, S to) {}

  private record Move<S>(@Nullable S from, Class<?> event) {}

  private final String aggregateType;
  private final List<S> statuses;
  private final List<Transition<S>> transitions;
  private final Map<Move<S>, S> next = new HashMap<>();

  private LifeCycle(String aggregateType, List<S> statuses, List<Transition<S>> transitions) {
    this.aggregateType = aggregateType;
    this.statuses = statuses;
    this.transitions = List.copyOf(transitions);
    for (Transition<S> row : transitions) {
      if (next.put(new Move<>(row.from(), row.event()), row.to()) != null) {
        throw new IllegalArgumentException(
            "Expected one row for each move, but " + row + " is a second");
      }
    }
  }

  /** Begins a table: {@code aggregateType} as in the event catalogue. */
  public static <S extends Enum<S>> Table<S> of(String aggregateType, Class<S> statuses) {
    return new Table<>(aggregateType, Arrays.asList(statuses.getEnumConstants()));
  }

  /** The status that follows; throws {@link IllegalStateException} where the table has no row. */
  public S after(@Nullable S status, DomainEvent event) {
    S to = next.get(new Move<>(status, event.getClass()));
    if (to == null) {
      throw new IllegalStateException(
          "%s in status %s cannot become anything by %s: its table has no such row"
              .formatted(aggregateType, status, event.getClass().getSimpleName()));
    }
    return to;
  }

  public boolean allows(@Nullable S status, Class<? extends DomainEvent> event) {
    return next.containsKey(new Move<>(status, event));
  }

  /** Whether no event leads from this status to another one. */
  public boolean isFinal(S status) {
    return transitions.stream().noneMatch(row -> row.from() == status && row.to() != status);
  }

  public String aggregateType() {
    return aggregateType;
  }

  public List<S> statuses() {
    return statuses;
  }

  public List<Transition<S>> transitions() {
    return transitions;
  }

  /** Every event that some row names. */
  public Set<Class<? extends DomainEvent>> events() {
    return transitions.stream().map(Transition::event).collect(Collectors.toUnmodifiableSet());
  }

  /** The rows, as they are written down. */
  public static final class Table<S extends Enum<S>> {
    private final String aggregateType;
    private final List<S> statuses;
    private final List<Transition<S>> rows = new ArrayList<>();

    private Table(String aggregateType, List<S> statuses) {
      this.aggregateType = aggregateType;
      this.statuses = statuses;
    }

    /** The event that creates the aggregate. */
    public Table<S> starting(Class<? extends DomainEvent> event, S to) {
      rows.add(new Transition<>(null, event, to));
      return this;
    }

    public Table<S> on(S from, Class<? extends DomainEvent> event, S to) {
      rows.add(new Transition<>(from, event, to));
      return this;
    }

    /** The same row for several statuses. */
    public Table<S> onAny(Set<S> from, Class<? extends DomainEvent> event, S to) {
      from.stream().sorted().forEach(status -> on(status, event, to));
      return this;
    }

    /** An event that changes no status, in each of these. */
    public Table<S> staying(Set<S> in, Class<? extends DomainEvent> event) {
      in.stream().sorted().forEach(status -> on(status, event, status));
      return this;
    }

    public LifeCycle<S> build() {
      return new LifeCycle<>(aggregateType, statuses, rows);
    }
  }
}
