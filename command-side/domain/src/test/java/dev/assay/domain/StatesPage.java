package dev.assay.domain;

import dev.assay.api.event.EventCatalog;
import dev.assay.domain.LifeCycle.Transition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/reference/states.md}: a diagram of every aggregate's life cycle. */
final class StatesPage {
  private StatesPage() {}

  static String render() {
    return """
        # States

        How each aggregate moves from status to status. An arrow is an event, by its name without
        the aggregate; a move without an arrow does not exist. An event that changes no status is
        listed below its diagram.

        This page is generated from the tables in the code (`LifeCycle`) by `StatesPageTest`, which
        also says how to write it anew.
        """
        + DomainAggregates.lifeCycles().stream()
            .map(StatesPage::diagram)
            .collect(Collectors.joining());
  }

  private static <S extends Enum<S>> String diagram(LifeCycle<S> lifeCycle) {
    StringBuilder page = new StringBuilder();
    page.append("\n## ").append(lifeCycle.aggregateType()).append('\n');
    page.append("\n```mermaid\nstateDiagram-v2\n");
    arrows(lifeCycle).forEach((ends, events) -> page.append("  %s : %s\n".formatted(ends, events)));
    lifeCycle.statuses().stream()
        .filter(lifeCycle::isFinal)
        .forEach(status -> page.append("  %s --> [*]\n".formatted(status)));
    page.append("```\n");
    String staying =
        lifeCycle.transitions().stream()
            .filter(row -> row.from() == row.to())
            .map(row -> "`%s` in %s".formatted(name(row), row.to()))
            .collect(Collectors.joining(", "));
    if (!staying.isEmpty()) {
      page.append("\nWithout a change of status: ").append(staying).append(".\n");
    }
    return page.toString();
  }

  /** Arrows between the same two statuses become one with several names. */
  private static <S extends Enum<S>> Map<String, String> arrows(LifeCycle<S> lifeCycle) {
    Map<String, String> arrows = new LinkedHashMap<>();
    for (Transition<S> row : lifeCycle.transitions()) {
      if (row.from() != row.to()) {
        String from = row.from() == null ? "[*]" : row.from().toString();
        arrows.merge(from + " --> " + row.to(), name(row), (a, b) -> a + ", " + b);
      }
    }
    return arrows;
  }

  private static String name(Transition<?> row) {
    EventCatalog.Entry entry = EventCatalog.of(row.event());
    if (entry == null) {
      throw new IllegalStateException(row.event() + " is not in the event catalogue");
    }
    return entry.name().substring(entry.name().indexOf('.') + 1);
  }
}
