package dev.assay.query.audit.causation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CausationDiagramTest {
  private static final UUID REVIEW = new UUID(0, 1);
  private static final UUID VALIDATION = new UUID(0, 2);
  private static final UUID COMMAND = new UUID(0, 9);

  @Test
  void shouldBoxAggregatesAndDrawCausesFromCommandsOn() {
    CausationGraph graph =
        CausationGraph.of(
            "Review",
            REVIEW,
            List.of(
                event(2, "validation.accepted", "Validation", VALIDATION, new UUID(1, 1), "grace"),
                event(1, "review.decided", "Review", REVIEW, COMMAND, "grace")),
            Set.of(),
            false);
    assertThat(CausationDiagram.mermaid(graph))
        .isEqualTo(
            """
            flowchart TD
              subgraph gn1["Review 00000000-0000-0000-0000-000000000001"]
                n1["1 review.decided"]
              end
              subgraph gn2["Validation 00000000-0000-0000-0000-000000000002"]
                n2["2 validation.accepted"]
              end
              n0(["grace"])
              n0 --> n1
              n1 --> n2
            """);
  }

  @Test
  void shouldEscapeWhatMermaidOrAPageCouldTakeForMore() {
    String hostile = "\"]; click n0 href \"javascript:alert(1)\" <script>";
    CausationGraph graph =
        CausationGraph.of(
            "Review",
            REVIEW,
            List.of(event(1, "review.decided", "Review", REVIEW, COMMAND, hostile)),
            Set.of(),
            true);
    assertThat(CausationDiagram.mermaid(graph))
        .contains("#34;#93;#59; click n0 href #34;javascript:alert#40;1#41;#34; #60;script#62;")
        .contains("there is more than is shown");
  }

  @Test
  void shouldNotTakeACauseBeyondTheLimitForACommand() {
    UUID beyond = new UUID(1, 77);
    CausationGraph graph =
        CausationGraph.of(
            "Review",
            REVIEW,
            List.of(event(1, "review.opened", "Review", REVIEW, beyond, "ada")),
            Set.of(beyond),
            true);
    assertThat(graph.nodes()).hasSize(1);
    assertThat(graph.edges()).isEmpty();
  }

  private static CausedEvent event(
      long position,
      String type,
      String aggregateType,
      UUID aggregate,
      UUID cause,
      @Nullable String actor) {
    return new CausedEvent(
        new UUID(1, position),
        position,
        type,
        aggregateType,
        aggregate,
        0,
        Instant.EPOCH,
        actor,
        cause);
  }
}
