package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.diagram.Chart.Arrow;
import dev.assay.domain.workflow.diagram.Chart.Group;
import dev.assay.domain.workflow.diagram.Chart.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which arrows go straight down to the next part, and which need a lane beside their column. */
final class Routes {
  private static final String ROOT = "";

  /** Parts below one another, and the arrows that pass beside them. */
  record Column(String id, List<Arrow> lanes) {
    int labelWidth() {
      return lanes.stream()
          .mapToInt(arrow -> arrow.label() == null ? 0 : Label.of(arrow.label()).width())
          .max()
          .orElse(0);
    }
  }

  private record Place(String column, int index) {}

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<Arrow> straight = new ArrayList<>();

  Routes(Chart chart) {
    collect(ROOT, chart.parts(), false);
    for (Arrow arrow : merged(chart.arrows())) {
      Place from = Objects.requireNonNull(places.get(arrow.from()));
      Place to = Objects.requireNonNull(places.get(arrow.to()));
      if (!from.column().equals(to.column())) {
        root().lanes().add(arrow);
      } else if (to.index() == from.index() + 1) {
        straight.add(arrow);
      } else {
        Objects.requireNonNull(columns.get(from.column())).lanes().add(arrow);
      }
    }
  }

  List<Arrow> straight() {
    return straight;
  }

  Column root() {
    return Objects.requireNonNull(columns.get(ROOT));
  }

  Column column(Group group) {
    return Objects.requireNonNull(columns.get(group.id()));
  }

  Iterable<Column> columns() {
    return columns.values();
  }

  /** How many arrows leave a part sideways. */
  int beside(Part part) {
    return (int)
        columns.values().stream()
            .flatMap(column -> column.lanes().stream())
            .filter(arrow -> arrow.from().equals(part.id()))
            .count();
  }

  private void collect(String column, List<Part> parts, boolean sideBySide) {
    columns.put(column, new Column(column, new ArrayList<>()));
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      // What stands side by side is followed by nothing of its own list.
      places.put(part.id(), new Place(column, sideBySide ? 2 * i : i));
      if (part instanceof Group group) {
        collect(group.id(), group.parts(), group.sideBySide());
      }
    }
  }

  /** Several cases that lead to the same part are one arrow with all their names. */
  private static List<Arrow> merged(List<Arrow> arrows) {
    Map<List<String>, Arrow> merged = new LinkedHashMap<>();
    for (Arrow arrow : arrows) {
      merged.merge(
          List.of(arrow.from(), arrow.to()),
          arrow,
          (one, other) -> new Arrow(one.from(), one.to(), joined(one.label(), other.label())));
    }
    return List.copyOf(merged.values());
  }

  private static @Nullable String joined(@Nullable String one, @Nullable String other) {
    if (one == null) {
      return other;
    }
    return other == null ? one : one + ", " + other;
  }
}
