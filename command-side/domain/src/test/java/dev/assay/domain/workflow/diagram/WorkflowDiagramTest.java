package dev.assay.domain.workflow.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.WorkflowCompiler;
import dev.assay.domain.workflow.diagram.Layout.Box;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WorkflowDiagramTest {
  private static final String FOLDER = "src/test/resources/dev/assay/domain/workflow/diagram/";

  @Test
  void shouldWriteMermaid() {
    assertThat(WorkflowDiagram.mermaid(press()))
        .isEqualTo(
            """
            flowchart TD
              start(("release"))
              t1["draft<br/>agent summariser"]
              subgraph t2["look"]
                t3["facts<br/>agent fact-checker"]
                subgraph t4["tone"]
                  t5["read<br/>agent reader"]
                  t6[/"soften"/]
                end
              end
              t7{{"check<br/>1 validator"}}
              t8{"decide"}
              t9[/"publish"/]
              t10[/"refuse"/]
              finish(((end)))
              start --> t1
              t1 --> t2
              t2 --> t7
              t5 --> t6
              t7 --> t8
              t8 -->|"accepted"| t9
              t8 -->|"once more"| t1
              t8 -->|"otherwise"| t10
              t9 --> finish
              t10 --> finish
            """);
  }

  /** To look at it, open the file; after a wanted change delete it and run with the property. */
  @Test
  void shouldDrawTheSamePictureAsEver() throws IOException {
    String drawn = WorkflowDiagram.svg(press());
    Path golden = Path.of(FOLDER, "press.svg");
    if (Boolean.getBoolean("golden.write") && Files.notExists(golden)) {
      Files.writeString(golden, drawn);
    }
    assertThat(drawn)
        .as("delete %s and run -Dtest=WorkflowDiagramTest -Dgolden.write=true", golden)
        .isEqualTo(Files.readString(golden))
        .isEqualTo(WorkflowDiagram.svg(press()));
  }

  @Test
  void shouldNameEveryTaskAndEveryWay() throws Exception {
    Document svg = parsed(WorkflowDiagram.svg(press()));

    assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(texts(svg, "text"))
        .contains("draft", "agent summariser", "look", "facts", "tone", "read", "soften", "check")
        .contains("accepted", "once more", "otherwise", "publish", "refuse", "release");
    assertThat(svg.getElementsByTagName("path").getLength())
        .as("the head and ten arrows")
        .isEqualTo(11);
  }

  @Test
  void shouldLeaveNamesHarmlessWhateverTheyAre() throws Exception {
    String evil = "</text><script>alert(1)</script>";
    CompiledWorkflow workflow =
        compiled(
            """
            document: {dsl: '1.0.0', namespace: n, name: evil, version: 1.0.0}
            do:
              - %s:
                  set: {a: 1}
              - "\\" onload=\\"alert(2)":
                  switch:
                    - "&amp;<a href='javascript:alert(3)'>": {when: "${ true }", then: last}
                    - "\\u202Eturned\\u0007]]>": {then: end}
              - last:
                  set: {a: 2}
            """
                .formatted('"' + evil + '"'));

    Document svg = parsed(WorkflowDiagram.svg(workflow));

    assertThat(texts(svg, "text"))
        .contains(evil, "\" onload=\"alert(2)", "&amp;<a href='javascript:alert(3)'>")
        .contains("\uFFFDturned\uFFFD]]>");
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.getElementsByTagName("a").getLength()).isZero();
    NodeList all = svg.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (int j = 0; j < element.getAttributes().getLength(); j++) {
        assertThat(element.getAttributes().item(j).getNodeName())
            .isIn(
                "xmlns",
                "width",
                "height",
                "role",
                "viewBox",
                "class",
                "x",
                "y",
                "rx",
                "cx",
                "cy",
                "r",
                "d",
                "points",
                "id",
                "refX",
                "refY",
                "markerWidth",
                "markerHeight",
                "orient",
                "marker-end");
      }
    }
  }

  @Test
  void shouldCutLongNamesAndTellThemWhole() throws Exception {
    String name = "a".repeat(60);
    Document svg =
        parsed(
            WorkflowDiagram.svg(
                compiled(
                    "document: {dsl: '1.0.0', namespace: n, name: n, version: 1.0.0}\n"
                        + "do:\n  - "
                        + name
                        + ":\n      set: {a: 1}\n")));

    assertThat(texts(svg, "text")).contains("a".repeat(39) + "…");
    assertThat(texts(svg, "title")).contains(name);
  }

  @Test
  void shouldPlaceNothingOverAnythingElse() {
    Chart chart = ChartBuilder.chart(press());
    Layout layout = new Layout(chart, new Routes(chart));

    List<Box> nodes = new ArrayList<>();
    collect(layout, chart.parts(), new Box(0, 0, layout.width(), layout.height()), nodes);

    for (Box one : nodes) {
      assertThat(nodes).filteredOn(other -> overlap(one, other)).containsExactly(one);
    }
  }

  private static void collect(Layout layout, List<Chart.Part> parts, Box around, List<Box> nodes) {
    for (Chart.Part part : parts) {
      Box box = layout.box(part.id());
      assertThat(box.x()).isGreaterThan(around.x());
      assertThat(box.y()).isGreaterThan(around.y());
      assertThat(box.right()).isLessThan(around.right());
      assertThat(box.bottom()).isLessThan(around.bottom());
      switch (part) {
        case Chart.Node node -> nodes.add(box);
        case Chart.Group group -> collect(layout, group.parts(), box, nodes);
      }
    }
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.right()
        && other.x() < one.right()
        && one.y() < other.bottom()
        && other.y() < one.bottom();
  }

  private static CompiledWorkflow press() {
    try (InputStream in =
        Objects.requireNonNull(WorkflowDiagramTest.class.getResourceAsStream("press.yaml"))) {
      return compiled(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static CompiledWorkflow compiled(String yaml) {
    return WorkflowCompiler.compile(yaml, "yaml").required();
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg, String element) {
    List<String> texts = new ArrayList<>();
    NodeList found = svg.getElementsByTagName(element);
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
