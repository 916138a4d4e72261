package dev.assay.query.audit.history;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.http.Caller;
import dev.assay.query.reading.Filters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The tenant's aggregates as they were, for its auditors. */
@RestController
@Tag(name = "Audit")
public class HistoryQueries {
  static final int MOST_EVENTS_SHOWN = 1_000;

  private final Histories histories;

  HistoryQueries(Histories histories) {
    this.histories = histories;
  }

  @GetMapping("/api/v1/audit/{aggregateType}/{id}/state")
  @Operation(
      summary = "An aggregate as it was at a position or a time (auditors)",
      description =
          "Added up from its events by the function by which the aggregate itself evolves; with"
              + " readModel, the rows that this read model had of it.")
  StateThen state(
      Caller caller,
      @PathVariable String aggregateType,
      @PathVariable UUID id,
      @RequestParam @Nullable String readModel,
      @RequestParam @Nullable String position,
      @RequestParam @Nullable String at) {
    caller.requireAny(Role.AUDITOR);
    if (position != null && at != null) {
      throw Filters.refused("at", "Expected a position or a time, but got both");
    }
    Moment moment = at == null ? Moment.parse("position", position) : Moment.parse("at", at);
    History history = histories.of(caller.tenant(), aggregateType, id, readModel);
    while (history.advance(moment) != null) {}
    StoredEvent last = history.last();
    JsonNode state = history.state();
    if (last == null || state == null) {
      throw CommandRejected.notFound(aggregateType, id);
    }
    return new StateThen(
        aggregateType,
        last.aggregateId(),
        readModel,
        last.sequence(),
        last.position(),
        last.recordedAt(),
        state);
  }

  @GetMapping("/api/v1/audit/{aggregateType}/{id}/diff")
  @Operation(
      summary = "What changed in an aggregate between two positions or times (auditors)",
      description =
          "A JSON Patch with what was there before, and the events between the two; with readModel,"
              + " of the rows that this read model had of it.")
  Difference diff(
      Caller caller,
      @PathVariable String aggregateType,
      @PathVariable UUID id,
      @RequestParam @Nullable String readModel,
      @RequestParam String from,
      @RequestParam @Nullable String to) {
    caller.requireAny(Role.AUDITOR);
    Moment earlier = Moment.parse("from", from);
    Moment later = Moment.parse("to", to);
    History history = histories.of(caller.tenant(), aggregateType, id, readModel);
    while (history.advance(earlier) != null) {}
    Difference.Point start = point(history.last());
    JsonNode before = history.state();
    List<StoredEvent> between = new ArrayList<>();
    int more = 0;
    for (StoredEvent next = history.advance(later); next != null; next = history.advance(later)) {
      if (between.size() < MOST_EVENTS_SHOWN) {
        between.add(next);
      } else {
        more++;
      }
    }
    StoredEvent last = history.last();
    if (last == null) {
      throw CommandRejected.notFound(aggregateType, id);
    }
    return new Difference(
        aggregateType,
        last.aggregateId(),
        readModel,
        start,
        point(last),
        JsonDiff.of(before, history.state()),
        between.stream().map(HistoryQueries::shown).toList(),
        more);
  }

  private static Difference.@Nullable Point point(@Nullable StoredEvent last) {
    return last == null
        ? null
        : new Difference.Point(last.sequence(), last.position(), last.recordedAt());
  }

  private static Difference.EventBetween shown(StoredEvent event) {
    Actor actor = Actor.fromMetadata(event.metadata());
    return new Difference.EventBetween(
        event.position(),
        event.id(),
        event.type(),
        event.sequence(),
        event.recordedAt(),
        actor == null ? null : actor.principal());
  }
}
