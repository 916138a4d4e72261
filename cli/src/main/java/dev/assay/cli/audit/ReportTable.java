package dev.assay.cli.audit;

import dev.assay.cli.Terminal;
import dev.assay.cli.run.Table;
import tools.jackson.databind.JsonNode;

/** Shows a compliance report to a person at a terminal. */
final class ReportTable {
  private static final int LONGEST_TITLE = 60;
  private static final int MOST_FINDINGS = 10;

  private final Terminal terminal;

  ReportTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JsonNode report) {
    boolean failed = text(report, "status").equals("failed");
    terminal.line(
        terminal.bold(text(report, "title"))
            + "  "
            + (failed ? terminal.red("failed") : terminal.green("passed")));
    Table table = new Table("ID", "STATUS", "EVENTS", "FINDINGS", "OBLIGATION");
    for (JsonNode one : report.path("obligations")) {
      table.row(
          text(one, "id"),
          text(one, "status"),
          one.path("events"),
          one.path("findingsTotal"),
          Terminal.cut(text(one, "title"), LONGEST_TITLE));
    }
    table.print(terminal);
    for (JsonNode one : report.path("obligations")) {
      if (text(one, "status").equals("not-met")) {
        notMet(one);
      }
    }
    terminal.line(
        "%s events looked at, covered by the checkpoint of size %s"
            .formatted(report.path("events"), report.at("/checkpoint/treeSize")));
    terminal.line(terminal.dim(text(report, "limits")));
  }

  private void notMet(JsonNode one) {
    terminal.line(terminal.bold(text(one, "id")) + "  " + text(one, "title"));
    for (JsonNode fact : one.path("facts")) {
      if (!fact.path("holds").booleanValue(true)) {
        terminal.line("  " + terminal.red(text(fact, "says")));
      }
    }
    long shown = 0;
    for (JsonNode finding : one.path("findings")) {
      if (shown++ == MOST_FINDINGS) {
        break;
      }
      for (JsonNode lack : finding.path("missing")) {
        terminal.line(
            "  position %s, %s %s: %s: %s"
                .formatted(
                    finding.at("/event/position"),
                    text(finding.path("event"), "type"),
                    text(finding.path("event"), "eventId"),
                    terminal.red(text(lack, "member")),
                    text(lack, "because")));
      }
    }
    long rest = one.path("findingsTotal").asLong(0) - Math.min(MOST_FINDINGS, shown);
    if (rest > 0) {
      terminal.line("  and %d more events: --format json names 100".formatted(rest));
    }
  }

  private static String text(JsonNode of, String name) {
    return Terminal.plain(of.path(name).asString(""));
  }
}
