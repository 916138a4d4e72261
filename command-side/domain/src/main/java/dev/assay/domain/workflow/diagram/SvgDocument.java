package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.diagram.Layout.Box;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes shapes as SVG elements, one a line; all text goes through an XML writer that escapes. */
final class SvgDocument {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String STYLE =
      """

      text{font:12px system-ui,sans-serif;fill:#1f2933;text-anchor:middle}
      rect,polygon,circle{fill:#fff;stroke:#52606d}
      path{fill:none;stroke:#52606d}
      marker path{fill:#52606d}
      .start rect{fill:#e3e8ee}
      .agent rect{fill:#e0f0ff}
      .validation polygon{fill:#e3f8e5}
      .choice polygon{fill:#fff3d6}
      .group rect,.fork rect{fill:#f5f7fa;stroke-dasharray:4 3}
      .paper rect{stroke:none}
      text.way{text-anchor:start;paint-order:stroke;stroke:#fff;stroke-width:3px}
      """;

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  SvgDocument(int width, int height, String title) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace(NAMESPACE);
      attributes("width", width, "height", height, "role", "img");
      attributes("viewBox", "0 0 " + width + " " + height);
      xml.writeCharacters("\n");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    leaf("title", title);
    leaf("style", STYLE);
    arrowHead();
    begin("paper", null);
    box(new Box(0, 0, width, height), 0);
    end();
  }

  private void arrowHead() {
    open("defs");
    open(
        "marker",
        "id",
        "head",
        "viewBox",
        "0 0 8 8",
        "refX",
        8,
        "refY",
        4,
        "markerWidth",
        8,
        "markerHeight",
        8,
        "orient",
        "auto");
    empty("path", "d", "M0 0L8 4L0 8z");
    end();
    end();
  }

  /**
   * Begins what belongs together.
   *
   * @param about shown to those who point at it
   */
  void begin(String kind, @Nullable String about) {
    open("g", "class", kind);
    if (about != null) {
      leaf("title", about);
    }
  }

  void end() {
    try {
      xml.writeEndElement();
      xml.writeCharacters("\n");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  void box(Box box, int roundness) {
    empty(
        "rect",
        "x",
        box.x(),
        "y",
        box.y(),
        "width",
        box.width(),
        "height",
        box.height(),
        "rx",
        roundness);
  }

  /**
   * @param coordinates x and y in turn
   */
  void polygon(int... coordinates) {
    empty(
        "polygon",
        "points",
        Arrays.stream(coordinates).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
  }

  /** A circle within a circle. */
  void target(Box box) {
    int radius = box.width() / 2;
    empty("circle", "cx", box.middleX(), "cy", box.middleY(), "r", radius);
    empty("circle", "cx", box.middleX(), "cy", box.middleY(), "r", radius / 2);
  }

  void arrow(String way) {
    empty("path", "d", way, "marker-end", "url(#head)");
  }

  void text(int x, int y, String line) {
    leaf("text", line, "x", x, "y", y);
  }

  /** The name of a way. */
  void label(int x, int y, String line) {
    leaf("text", line, "class", "way", "x", x, "y", y);
  }

  /** The whole document; nothing can be written after it. */
  String text() {
    end();
    return text.toString();
  }

  private void open(String element, Object... attributes) {
    try {
      xml.writeStartElement(element);
      attributes(attributes);
      xml.writeCharacters("\n");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private void empty(String element, Object... attributes) {
    try {
      xml.writeEmptyElement(element);
      attributes(attributes);
      xml.writeCharacters("\n");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private void leaf(String element, String content, Object... attributes) {
    try {
      xml.writeStartElement(element);
      attributes(attributes);
      xml.writeCharacters(content);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    end();
  }

  /**
   * @param pairs names and values in turn
   */
  private void attributes(Object... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      xml.writeAttribute(pairs[i].toString(), pairs[i + 1].toString());
    }
  }

  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("Expected to write XML into memory, but could not", e);
  }
}
