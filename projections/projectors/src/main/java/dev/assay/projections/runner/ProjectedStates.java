package dev.assay.projections.runner;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.Id;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.eventstore.reader.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows as the projectors of this build make them, in memory. */
public final class ProjectedStates implements ReadModelStates {
  private final Map<String, Projector> projectors = new TreeMap<>();

  /**
   * @param projectors of several versions of a read model the newest counts
   */
  public ProjectedStates(List<Projector> projectors) {
    for (Projector projector : projectors) {
      this.projectors.merge(
          projector.readModel().name(),
          projector,
          (one, other) -> one.readModel().version() > other.readModel().version() ? one : other);
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(projectors.keySet());
  }

  @Override
  public @Nullable History begin(String readModel) {
    Projector projector = projectors.get(readModel);
    return projector == null ? null : new Rows(projector);
  }

  private static final class Rows implements History {
    private final Projector projector;
    private final List<EventChange> changes = new ArrayList<>();

    Rows(Projector projector) {
      this.projector = projector;
    }

    @Override
    public void add(StoredEvent event) {
      if (projector.readModel().takesIn(event.aggregateType())) {
        StoredEvent opened = event.withOpenedTexts();
        projector.changes(opened).forEach(change -> changes.add(new EventChange(opened, change)));
      }
    }

    /** A change of a row that no event has made changes nothing, in the database as here. */
    @Override
    public @Nullable JsonNode rows() {
      ObjectNode views = EventJson.mapper().createObjectNode();
      FoldedRows.of(changes)
          .made()
          .forEach(
              (form, rows) ->
                  rows.forEach(
                      row -> views.withObjectProperty(form.view()).set(key(row), json(row))));
      return views.isEmpty() ? null : views;
    }

    private static String key(Row row) {
      return row.key().values().stream()
          .map(value -> value instanceof Id id ? id.value().toString() : value.toString())
          .collect(Collectors.joining(","));
    }

    private static ObjectNode json(Row row) {
      ObjectNode json = EventJson.mapper().createObjectNode();
      row.key().forEach((column, value) -> json.set(column, json(value)));
      row.values().forEach((column, value) -> json.set(column, json(value)));
      json.set("created_at", json(row.createdAt()));
      json.put("created_position", row.createdPosition());
      json.set("updated_at", json(row.updatedAt()));
      json.put("last_position", row.lastPosition());
      json.put("sequence", row.sequence());
      return json;
    }

    private static JsonNode json(@Nullable Object value) {
      return EventJson.mapper()
          .valueToTree(value instanceof RowOperation.Ids ids ? ids.ids() : value);
    }
  }
}
