package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.diagram.Chart.Group;
import dev.assay.domain.workflow.diagram.Chart.Node;
import dev.assay.domain.workflow.diagram.Chart.Part;
import dev.assay.domain.workflow.diagram.Routes.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where everything is, in pixels. What follows stands below, what happens at the same time stands
 * side by side; arrows that do not lead to the next part run in lanes on the right.
 */
final class Layout {
  static final int LINE = 16;
  static final int LANE = 14;
  static final int HEADER = 26;

  /** Between arrows that leave at the same side: room for their names. */
  static final int SPREAD = 15;

  private static final int MARGIN = 16;
  private static final int GAP = 38;
  private static final int BESIDE = 22;
  private static final int PADDING = 14;
  private static final int NARROWEST = 110;
  private static final int ROUND = 24;

  /** A rectangle; x and y are its upper left corner. */
  record Box(int x, int y, int width, int height) {
    int right() {
      return x + width;
    }

    int bottom() {
      return y + height;
    }

    int middleX() {
      return x + width / 2;
    }

    int middleY() {
      return y + height / 2;
    }

    /** How far an oblique side leans. */
    int slant() {
      return height / 4;
    }
  }

  private record Size(int width, int height) {}

  private final Routes routes;
  private final Map<String, Box> boxes = new HashMap<>();
  private final Map<String, Integer> sides = new HashMap<>();
  private final Map<String, Integer> firstLanes = new HashMap<>();
  private final int width;
  private final int height;

  Layout(Chart chart, Routes routes) {
    this.routes = routes;
    Column all = routes.root();
    Size size = column(chart.parts(), all);
    this.width = size.width() + 2 * MARGIN;
    this.height = size.height() + 2 * MARGIN;
    placeColumn(chart.parts(), all, MARGIN, MARGIN);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Box box(String id) {
    return Objects.requireNonNull(boxes.get(id));
  }

  /** The x of a part's right side at half its height. */
  int side(String id) {
    return Objects.requireNonNull(sides.get(id));
  }

  /** The x of a column's first lane. */
  int firstLane(Column column) {
    return Objects.requireNonNull(firstLanes.get(column.id()));
  }

  private Size size(Part part) {
    return switch (part) {
      case Node node -> size(node);
      case Group group -> {
        Size inner =
            group.sideBySide() ? row(group.parts()) : column(group.parts(), routes.column(group));
        int label = Label.of(group.label()).width();
        yield new Size(
            Math.max(inner.width(), label) + 2 * PADDING, inner.height() + HEADER + PADDING);
      }
    };
  }

  private Size size(Node node) {
    int text = node.lines().stream().mapToInt(line -> Label.of(line).width()).max().orElse(0);
    int height = 2 * PADDING + LINE * node.lines().size();
    return switch (node.shape()) {
      case END -> new Size(ROUND, ROUND);
      case CHOICE ->
          new Size(
              Math.max(NARROWEST, text * 3 / 2 + 2 * PADDING),
              Math.max(height + PADDING, SPREAD * (routes.beside(node) + 1)));
      default -> new Size(Math.max(NARROWEST, text + 3 * PADDING), height);
    };
  }

  private Size column(List<Part> parts, Column column) {
    int width = 0;
    int height = (parts.size() - 1) * GAP;
    for (Part part : parts) {
      Size size = size(part);
      width = Math.max(width, size.width());
      height += size.height();
    }
    return new Size(width + gutter(column), height);
  }

  private Size row(List<Part> parts) {
    int width = (parts.size() - 1) * BESIDE;
    int height = 0;
    for (Part part : parts) {
      Size size = size(part);
      width += size.width();
      height = Math.max(height, size.height());
    }
    return new Size(width, height);
  }

  /** Room for the lanes of a column and for the labels before them. */
  private static int gutter(Column column) {
    return column.lanes().isEmpty()
        ? 0
        : column.labelWidth() + PADDING + LANE * column.lanes().size();
  }

  private void placeColumn(List<Part> parts, Column column, int x, int y) {
    int inner = column(parts, column).width() - gutter(column);
    firstLanes.put(column.id(), x + inner + column.labelWidth() + PADDING);
    int below = y;
    for (Part part : parts) {
      Size size = size(part);
      place(part, new Box(x + (inner - size.width()) / 2, below, size.width(), size.height()));
      below += size.height() + GAP;
    }
  }

  private void place(Part part, Box box) {
    boxes.put(part.id(), box);
    boolean leans = part instanceof Node node && node.shape() == Chart.Shape.DATA;
    sides.put(part.id(), leans ? box.right() - box.slant() / 2 : box.right());
    if (part instanceof Group group) {
      int top = box.y() + HEADER;
      if (group.sideBySide()) {
        int beside = box.x() + (box.width() - row(group.parts()).width()) / 2;
        for (Part one : group.parts()) {
          Size size = size(one);
          place(one, new Box(beside, top, size.width(), size.height()));
          beside += size.width() + BESIDE;
        }
      } else {
        Column column = routes.column(group);
        int inner = column(group.parts(), column).width();
        placeColumn(group.parts(), column, box.x() + (box.width() - inner) / 2, top);
      }
    }
  }
}
