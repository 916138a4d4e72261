package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.diagram.Chart.Arrow;
import dev.assay.domain.workflow.diagram.Chart.Group;
import dev.assay.domain.workflow.diagram.Chart.Node;
import dev.assay.domain.workflow.diagram.Chart.Part;
import dev.assay.domain.workflow.diagram.Layout.Box;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a chart as one SVG document without scripts, links or anything from elsewhere. */
final class SvgText {
  private static final int LABEL_RISE = 4;

  private final Chart chart;
  private final Routes routes;
  private final Layout layout;
  private final SvgDocument svg;
  private final Map<String, Integer> left = new HashMap<>();

  private SvgText(Chart chart) {
    this.chart = chart;
    this.routes = new Routes(chart);
    this.layout = new Layout(chart, routes);
    this.svg = new SvgDocument(layout.width(), layout.height(), Label.whole(chart.title()));
  }

  static String of(Chart chart) {
    return new SvgText(chart).write();
  }

  private String write() {
    groups(chart.parts());
    for (Routes.Column column : routes.columns()) {
      List<Arrow> lanes = column.lanes();
      for (int i = 0; i < lanes.size(); i++) {
        beside(lanes.get(i), layout.firstLane(column) + Layout.LANE * i);
      }
    }
    routes.straight().forEach(this::down);
    nodes(chart.parts());
    return svg.text();
  }

  /** Boxes first: everything else is drawn over them. */
  private void groups(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Group group) {
        Box box = layout.box(group.id());
        svg.begin(group.sideBySide() ? "fork" : "group", Label.whole(group.label()));
        svg.box(box, 8);
        svg.text(box.middleX(), box.y() + Layout.HEADER - 9, Label.of(group.label()).text());
        svg.end();
        groups(group.parts());
      }
    }
  }

  private void nodes(List<Part> parts) {
    for (Part part : parts) {
      switch (part) {
        case Group group -> nodes(group.parts());
        case Node node -> node(node, layout.box(node.id()));
      }
    }
  }

  private void node(Node node, Box box) {
    svg.begin(
        node.shape().name().toLowerCase(Locale.ROOT), Label.whole(String.join(", ", node.lines())));
    int slant = box.slant();
    switch (node.shape()) {
      case END -> svg.target(box);
      case START -> svg.box(box, box.height() / 2);
      case AGENT -> svg.box(box, 4);
      case DATA ->
          svg.polygon(
              box.x() + slant,
              box.y(),
              box.right(),
              box.y(),
              box.right() - slant,
              box.bottom(),
              box.x(),
              box.bottom());
      case VALIDATION ->
          svg.polygon(
              box.x() + slant,
              box.y(),
              box.right() - slant,
              box.y(),
              box.right(),
              box.middleY(),
              box.right() - slant,
              box.bottom(),
              box.x() + slant,
              box.bottom(),
              box.x(),
              box.middleY());
      case CHOICE ->
          svg.polygon(
              box.middleX(),
              box.y(),
              box.right(),
              box.middleY(),
              box.middleX(),
              box.bottom(),
              box.x(),
              box.middleY());
    }
    if (node.shape() != Chart.Shape.END) {
      int first = box.middleY() + 4 - Layout.LINE * (node.lines().size() - 1) / 2;
      for (int i = 0; i < node.lines().size(); i++) {
        svg.text(box.middleX(), first + Layout.LINE * i, Label.of(node.lines().get(i)).text());
      }
    }
    svg.end();
  }

  private void down(Arrow arrow) {
    Box from = layout.box(arrow.from());
    Box to = layout.box(arrow.to());
    svg.arrow("M%d %dV%d".formatted(from.middleX(), from.bottom(), to.y()));
    label(from.middleX() + 6, (from.bottom() + to.y()) / 2 + LABEL_RISE, arrow.label());
  }

  /** It begins under its part, which is drawn over it, and ends at the right of the other. */
  private void beside(Arrow arrow, int lane) {
    Box from = layout.box(arrow.from());
    Box to = layout.box(arrow.to());
    int begin = from.middleY() + offset(arrow.from());
    svg.arrow(
        "M%d %dH%dV%dH%d"
            .formatted(from.middleX(), begin, lane, to.middleY(), layout.side(arrow.to())));
    label(from.right() + LABEL_RISE, begin - LABEL_RISE, arrow.label());
  }

  /** The first leaves in the middle, the others below and above it in turn. */
  private int offset(String part) {
    int before = left.merge(part, 1, Integer::sum) - 1;
    return (before + 1) / 2 * (before % 2 == 0 ? -Layout.SPREAD : Layout.SPREAD);
  }

  private void label(int x, int y, @Nullable String label) {
    if (label != null) {
      svg.label(x, y, Label.of(label).text());
    }
  }
}
