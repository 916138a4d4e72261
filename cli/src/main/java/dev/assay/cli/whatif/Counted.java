package dev.assay.cli.whatif;

import dev.assay.cli.Terminal;
import dev.assay.cli.run.Table;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints what came of a question of many executions. */
final class Counted {
  private final Terminal terminal;

  Counted(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * @param whatIf as the server answers it
   */
  void print(JsonNode whatIf) {
    JsonNode summary = whatIf.path("summary");
    Table conclusions = new Table("CONCLUSION", "EXECUTIONS");
    summary
        .path("conclusions")
        .forEachEntry(
            (name, count) ->
                conclusions.row(
                    name.toLowerCase(Locale.ROOT).replace('_', ' '),
                    "%,d".formatted(count.asLong())));
    conclusions.print(terminal);
    terminal.line("");
    lanes(summary);
    terminal.line("");
    terminal.line(
        "passed: %,d observed, %,d candidates"
            .formatted(
                summary.at("/passed/observed").asLong(0),
                summary.at("/passed/candidate").asLong(0)));
    terminal.line(
        "mean comparability %s; %,d executions with mocked inputs, %,d with blocked ones"
            .formatted(
                Figures.share(summary.path("meanComparability")),
                summary.path("withMocked").asLong(0),
                summary.path("withBlocked").asLong(0)));
    ending(whatIf);
  }

  private void lanes(JsonNode summary) {
    Table table = new Table("LANE", "MODEL CALLS", "TOKENS", "COST", "DURATION");
    for (String name : List.of("observed", "replayed", "candidate")) {
      JsonNode lane = summary.path("lanes").path(name);
      table.row(
          name,
          Figures.count(lane, "modelCalls"),
          Figures.tokens(lane),
          Figures.cost(lane),
          Figures.duration(lane));
    }
    table.print(terminal);
  }

  private void ending(JsonNode whatIf) {
    String status = whatIf.path("status").asString("");
    String because = Terminal.plain(whatIf.path("endedBecause").asString(""));
    switch (status) {
      case "COMPLETED" -> terminal.line(terminal.green("completed"));
      case "BUDGET_SPENT" -> terminal.line(terminal.yellow("budget spent") + ": " + because);
      default -> terminal.line(terminal.red(status.toLowerCase(Locale.ROOT)));
    }
    terminal.line(
        terminal.dim(
            "each execution: GET /api/v1/what-ifs/%s/executions"
                .formatted(whatIf.path("whatIfId").asString(""))));
  }
}
