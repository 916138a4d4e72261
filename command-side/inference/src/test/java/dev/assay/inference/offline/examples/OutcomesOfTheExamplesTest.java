package dev.assay.inference.offline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.inference.offline.examples.TinyPipeline.Decision;
import dev.assay.inference.offline.examples.TinyPipeline.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The example documents meet the example workflow with the offline model. The documents' outcomes
 * are nowhere written down: the test asks only that the set shows each kind.
 */
class OutcomesOfTheExamplesTest {
  private final TinyPipeline pipeline =
      new TinyPipeline(Examples.yaml("workflows/document-brief.yaml"));

  @Test
  void shouldShowEachOutcome() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Path document : Examples.documents()) {
      Outcome outcome = pipeline.run(Examples.text(document));
      System.out.printf(
          "%-45s %s after %d round(s)%n",
          document.getFileName(), outcome.decision(), outcome.rounds());
      if (Boolean.getBoolean("assay.examples.verbose")) {
        System.out.println(outcome.content() + "\n  " + String.join("\n  ", outcome.log()) + "\n");
      }
      outcomes.add(outcome);
    }

    assertThat(outcomes)
        .filteredOn(o -> o.decision() == Decision.ACCEPTED && o.rounds() == 1)
        .as("accepted at once")
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(outcomes)
        .filteredOn(o -> o.decision() == Decision.ACCEPTED && o.rounds() > 1)
        .as("accepted after revision")
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(outcomes)
        .filteredOn(o -> o.decision() == Decision.REJECTED)
        .as("rejected")
        .isNotEmpty();
    assertThat(outcomes)
        .filteredOn(o -> o.decision() == Decision.ESCALATED)
        .as("escalated")
        .isNotEmpty();
  }

  @Test
  void shouldDecideTheSameEachTime() {
    Path document = Examples.documents().getFirst();

    assertThat(pipeline.run(Examples.text(document)))
        .isEqualTo(pipeline.run(Examples.text(document)));
  }

  /** What makes a document fail must be in its text: mend the text, and it passes. */
  @Test
  void shouldChangeItsMindWhenTheDocumentIsMended() {
    String contradictory =
        """
        # Depot report

        The depot in Bremen raised its throughput in May 2026 by 40 % from 120 pallets to 150 pallets an hour, because a second lift was installed. \
        The lift cost EUR 80,000 and was paid from the budget for repairs. The works council agreed on 4 May 2026. \
        The depot in Leipzig will get the same lift in autumn, if the board approves it in July.
        """;

    assertThat(pipeline.run(contradictory).decision()).isEqualTo(Decision.REJECTED);
    assertThat(pipeline.run(contradictory.replace("40 %", "25 %")).decision())
        .isEqualTo(Decision.ACCEPTED);
  }

  @Test
  void shouldShipTheDocumentsThatTheReadmeSpeaksOf() throws Exception {
    List<Path> documents = Examples.documents();

    assertThat(documents).hasSizeGreaterThanOrEqualTo(14);
    for (Path document : documents) {
      assertThat(Files.size(document)).as(document.toString()).isBetween(1_000L, 20_000L);
    }
    JsonNode workflow = Examples.yaml("workflows/document-brief.yaml");
    assertThat(workflow.at("/document/dsl").asString()).isEqualTo("1.0.0");
  }
}
