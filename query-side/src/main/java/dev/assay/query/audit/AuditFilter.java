package dev.assay.query.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events an auditor asks for; null asks for all.
 *
 * @param actor the person or program behind an event, also where a service acted for it
 * @param from recorded then or later
 * @param to recorded before
 * @param afterPosition beyond this global position
 */
record AuditFilter(
    @Nullable String aggregateType,
    @Nullable UUID aggregateId,
    @Nullable String type,
    @Nullable String actor,
    @Nullable String correlationId,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long afterPosition) {

  /** Positions from first to last, both included. */
  record Span(long first, long last) {
    static final Span ALL = new Span(0, Long.MAX_VALUE);
  }

  /** An SQL condition over {@code audit_events} and its arguments. */
  record Condition(String sql, List<Object> arguments) {}

  boolean hasTime() {
    return from != null || to != null;
  }

  /** What of this is about time alone. */
  Condition ofTime() {
    return new AuditFilter(null, null, null, null, null, from, to, null).within(Span.ALL);
  }

  /** All of this, for the positions of a span. */
  Condition within(Span span) {
    List<String> parts = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    add(parts, arguments, "aggregate_type = ?", aggregateType);
    add(parts, arguments, "aggregate_id = ?", aggregateId);
    add(parts, arguments, "type = ?", type);
    add(parts, arguments, "actor = ?", actor);
    add(parts, arguments, "correlation_id = ?", correlationId);
    add(parts, arguments, "created_at >= ?::timestamptz", from == null ? null : from.toString());
    add(parts, arguments, "created_at < ?::timestamptz", to == null ? null : to.toString());
    add(parts, arguments, "created_position > ?", afterPosition);
    add(parts, arguments, "created_position >= ?", span.first() > 0 ? span.first() : null);
    add(
        parts,
        arguments,
        "created_position <= ?",
        span.last() < Long.MAX_VALUE ? span.last() : null);
    return new Condition(parts.isEmpty() ? "true" : String.join(" AND ", parts), arguments);
  }

  private static void add(
      List<String> parts, List<Object> arguments, String sql, @Nullable Object value) {
    if (value != null) {
      parts.add(sql);
      arguments.add(value);
    }
  }
}
