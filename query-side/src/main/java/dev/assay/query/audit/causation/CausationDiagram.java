package dev.assay.query.audit.causation;

import dev.assay.query.audit.causation.CausationGraph.Edge;
import dev.assay.query.audit.causation.CausationGraph.Kind;
import dev.assay.query.audit.causation.CausationGraph.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A causation graph as a Mermaid flowchart: one box for each aggregate. */
final class CausationDiagram {
  private final StringBuilder text = new StringBuilder("flowchart TD\n");
  private final Map<UUID, String> names = new HashMap<>();

  private CausationDiagram() {}

  static String mermaid(CausationGraph graph) {
    return new CausationDiagram().drawn(graph);
  }

  private String drawn(CausationGraph graph) {
    for (Node node : graph.nodes()) {
      names.put(node.id(), "n" + names.size());
    }
    byAggregate(graph.nodes()).values().forEach(this::box);
    graph.nodes().stream().filter(node -> node.kind() == Kind.COMMAND).forEach(this::command);
    for (Edge edge : graph.edges()) {
      line("  ", names.get(edge.from()) + " --> " + names.get(edge.to()));
    }
    if (graph.truncated()) {
      line("  ", "more[\"there is more than is shown\"]");
    }
    return text.toString();
  }

  private static Map<UUID, List<Node>> byAggregate(List<Node> nodes) {
    return nodes.stream()
        .filter(node -> node.aggregateId() != null)
        .collect(
            Collectors.groupingBy(
                Node::aggregateId, LinkedHashMap::new, Collectors.toUnmodifiableList()));
  }

  private void box(List<Node> events) {
    Node first = events.getFirst();
    line(
        "  ",
        "subgraph %s[\"%s\"]"
            .formatted(
                "g" + names.get(first.id()),
                escaped(first.aggregateType() + " " + first.aggregateId())));
    for (Node event : events) {
      line(
          "    ",
          "%s[\"%s\"]"
              .formatted(names.get(event.id()), escaped(event.position() + " " + event.type())));
    }
    line("  ", "end");
  }

  private void command(Node command) {
    String actor = command.actor() == null ? "somebody" : command.actor();
    line("  ", "%s([\"%s\"])".formatted(names.get(command.id()), escaped(actor)));
  }

  private void line(String indent, String content) {
    text.append(indent).append(content).append('\n');
  }

  /** Whatever could mean something to Mermaid, or to the page that shows it, as its code point. */
  private static String escaped(String label) {
    return label
        .codePoints()
        .mapToObj(
            c ->
                Character.isLetterOrDigit(c) || " .-_:@/".indexOf(c) >= 0
                    ? Character.toString(c)
                    : "#" + c + ";")
        .collect(Collectors.joining());
  }
}
