package dev.assay.domain.workflow.diagram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a diagram shows, however it is drawn.
 *
 * @param parts from top to bottom, the start first and the end last
 */
record Chart(String title, List<Part> parts, List<Arrow> arrows) {
  static final String START = "start";
  static final String END = "finish";

  Chart {
    parts = List.copyOf(parts);
    arrows = List.copyOf(arrows);
  }

  /** Something that arrows lead to. */
  sealed interface Part {
    String id();
  }

  /** How a node looks. */
  enum Shape {
    START,
    END,
    AGENT,
    VALIDATION,
    DATA,
    CHOICE
  }

  /**
   * @param lines as they were named; a drawing escapes them
   */
  record Node(String id, Shape shape, List<String> lines) implements Part {
    Node {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param sideBySide whether its parts happen at the same time
   */
  record Group(String id, String label, List<Part> parts, boolean sideBySide) implements Part {
    Group {
      parts = List.copyOf(parts);
    }
  }

  /** The way from one part to another. */
  record Arrow(String from, String to, @Nullable String label) {}
}
