package dev.assay.query.audit.causation;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.query.reading.TenantReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Draws up causation graphs, never larger than asked for. */
public final class CausationReader {
  private final TenantReader reader;
  private final Causes causes;

  public CausationReader(TenantReader reader, Causes causes) {
    this.reader = reader;
    this.causes = causes;
  }

  /**
   * The graph around an aggregate.
   *
   * @param limit events at most; where there are more, the aggregate's own come first, then the
   *     nearest causes, then the nearest effects
   */
  CausationGraph around(TenantId tenant, String aggregateType, UUID aggregateId, int limit) {
    return reader.read(
        tenant,
        () -> {
          // One more of each than is shown tells that there are more.
          List<CausedEvent> own = causes.own(aggregateType, aggregateId, limit + 1);
          if (own.isEmpty()) {
            throw CommandRejected.notFound(aggregateType, aggregateId);
          }
          List<UUID> ids = own.stream().map(CausedEvent::id).toList();
          Map<UUID, CausedEvent> found = new LinkedHashMap<>();
          Stream.of(own, causes.up(ids, 2 * limit + 2), causes.down(ids, 2 * limit + 2))
              .flatMap(List::stream)
              .forEach(event -> found.putIfAbsent(event.id(), event));
          List<CausedEvent> shown = found.values().stream().limit(limit).toList();
          return CausationGraph.of(
              aggregateType,
              aggregateId,
              shown,
              causes.events(causesBeyond(shown)),
              found.size() > limit);
        });
  }

  private static Set<UUID> causesBeyond(List<CausedEvent> events) {
    Set<UUID> beyond = new HashSet<>();
    events.forEach(event -> Stream.ofNullable(event.cause()).forEach(beyond::add));
    events.forEach(event -> beyond.remove(event.id()));
    return beyond;
  }
}
