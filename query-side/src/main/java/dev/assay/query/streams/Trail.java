package dev.assay.query.streams;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.eventstore.reader.StoredEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What belongs to an execution: itself, the agent executions and validations that it started, the
 * agents and reviews of those. It grows with what it sees, in the order of positions.
 */
final class Trail {
  private static final Set<String> BEGINNINGS =
      Set.of("agent-execution.started", "validation.requested", "review.opened");

  private final Set<UUID> aggregates;

  Trail(Collection<UUID> known) {
    this.aggregates = new HashSet<>(known);
  }

  Set<UUID> aggregates() {
    return Set.copyOf(aggregates);
  }

  boolean leadsTo(StoredEvent event) {
    if (aggregates.contains(event.aggregateId())) {
      return true;
    }
    if (BEGINNINGS.contains(event.type()) && beginsForUs(event)) {
      aggregates.add(event.aggregateId());
      return true;
    }
    return false;
  }

  private boolean beginsForUs(StoredEvent event) {
    DomainEvent decoded;
    try {
      decoded = event.event();
    } catch (UnknownEventException e) {
      return false; // Of a later build; its streams show it.
    }
    return switch (decoded) {
      case AgentExecutionStarted e -> e.owner() != null && aggregates.contains(e.owner().id());
      case ValidationRequested e ->
          e.origin() != null && aggregates.contains(e.origin().executionId().value());
      case ReviewOpened e -> aggregates.contains(e.validationId().value());
      default -> false;
    };
  }
}
