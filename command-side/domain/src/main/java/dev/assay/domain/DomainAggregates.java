package dev.assay.domain;

import java.util.List;

/**
 * What a server registers with Axon, as plain lists.
 *
 * <p>No aggregate is snapshotted: each one's life is bounded by its own limits.
 */
public final class DomainAggregates {
  private DomainAggregates() {}

  /** Aggregate roots; each is event sourced and handles its own commands. */
  public static List<Class<?>> aggregates() {
    return List.of();
  }

  /** The tables that the state diagrams are drawn from. */
  public static List<LifeCycle<?>> lifeCycles() {
    return List.of();
  }
}
