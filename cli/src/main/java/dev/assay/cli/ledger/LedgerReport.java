package dev.assay.cli.ledger;

import dev.assay.cli.Terminal;
import tools.jackson.databind.JsonNode;

/** Shows the ledger's status to a person. */
final class LedgerReport {
  private final Terminal terminal;

  LedgerReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JsonNode status) {
    JsonNode refusal = status.path("refusal");
    terminal.line(
        terminal.bold(text(status, "origin"))
            + "  "
            + (refusal.isObject() ? terminal.red("refuses") : terminal.green("ok")));
    terminal.line(
        "  entries    %s, published %s"
            .formatted(status.path("size"), status.path("publishedSize")));
    for (JsonNode key : status.path("keys")) {
      terminal.line("  key        " + text(key, "vkey") + " since " + text(key, "since"));
    }
    for (JsonNode witness : status.path("witnesses")) {
      terminal.line(
          "  witness    %s: %s at %s"
              .formatted(text(witness, "name"), witness.path("size"), text(witness, "cosignedAt")));
    }
    for (JsonNode origin : status.path("origins")) {
      if (origin.path("reason").isString()) {
        terminal.line(
            "  break      %s by %s: %s"
                .formatted(text(origin, "since"), text(origin, "madeBy"), text(origin, "reason")));
      }
    }
    if (refusal.isObject()) {
      terminal.line("  since " + text(refusal, "since") + ": " + text(refusal, "reason"));
    }
  }

  private static String text(JsonNode of, String name) {
    return Terminal.plain(of.path(name).asString(""));
  }
}
