package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.diagram.Chart.Arrow;
import dev.assay.domain.workflow.diagram.Chart.Group;
import dev.assay.domain.workflow.diagram.Chart.Node;
import dev.assay.domain.workflow.diagram.Chart.Part;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a chart as Mermaid source. */
final class MermaidText {
  private static final int MAX_LABEL = 80;

  private final StringBuilder text = new StringBuilder("flowchart TD\n");

  private MermaidText() {}

  static String of(Chart chart) {
    MermaidText mermaid = new MermaidText();
    mermaid.parts(chart.parts(), "  ");
    chart.arrows().forEach(mermaid::arrow);
    return mermaid.text.toString();
  }

  private void parts(List<Part> parts, String indent) {
    for (Part part : parts) {
      text.append(indent);
      switch (part) {
        case Node node -> node(node);
        case Group group -> {
          text.append("subgraph ").append(group.id());
          text.append("[\"").append(label(group.label())).append("\"]\n");
          parts(group.parts(), indent + "  ");
          text.append(indent).append("end\n");
        }
      }
    }
  }

  private void node(Node node) {
    String label =
        node.lines().stream().map(MermaidText::label).collect(Collectors.joining("<br/>"));
    text.append(node.id())
        .append(
            switch (node.shape()) {
              case START -> "((\"" + label + "\"))";
              case END -> "(((" + label + ")))";
              case AGENT -> "[\"" + label + "\"]";
              case VALIDATION -> "{{\"" + label + "\"}}";
              case DATA -> "[/\"" + label + "\"/]";
              case CHOICE -> "{\"" + label + "\"}";
            })
        .append('\n');
  }

  private void arrow(Arrow arrow) {
    text.append("  ").append(arrow.from()).append(" -->");
    if (arrow.label() != null) {
      text.append("|\"").append(label(arrow.label())).append("\"|");
    }
    text.append(' ').append(arrow.to()).append('\n');
  }

  /** Mermaid has its own entities; whatever could end a label or begin markup is one. */
  private static String label(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(MAX_LABEL)
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " -_.,:/()".indexOf(c) >= 0) {
                safe.appendCodePoint(c);
              } else {
                safe.append('#').append(c).append(';');
              }
            });
    return safe.toString();
  }
}
