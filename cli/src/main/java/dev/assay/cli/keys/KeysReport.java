package dev.assay.cli.keys;

import dev.assay.cli.Terminal;
import tools.jackson.databind.JsonNode;

/** Shows to a person how the keys stand. */
final class KeysReport {
  private final Terminal terminal;

  KeysReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JsonNode keys) {
    JsonNode root = keys.path("root");
    terminal.line(
        "root key   "
            + (root.isString()
                ? terminal.bold(Terminal.plain(root.stringValue()))
                : keys.path("wrappedBy").isEmpty()
                    ? "none yet: nothing has been sealed"
                    : terminal.red("out of reach")));
    keys.path("wrappedBy")
        .forEachEntry(
            (version, count) ->
                terminal.line(
                    "  wraps    %s tenant keys by %s".formatted(count, Terminal.plain(version))
                        + (root.isString() && !version.equals(root.stringValue())
                            ? terminal.yellow("  to be wrapped anew: assay keys rotate root")
                            : "")));
    terminal.line("data keys  " + counts(keys.path("dataKeys")));
    terminal.line("held       " + keys.path("heldSubjects") + " subjects under a legal hold");
    print(keys.path("retention"), "retention  ");
    for (JsonNode rotation : keys.path("rotations")) {
      terminal.line(rotation(rotation));
    }
  }

  private void print(JsonNode job, String label) {
    if (!job.isObject()) {
      terminal.line(label + "no run has ended yet");
      return;
    }
    terminal.line(
        label
            + "last run %s: %s keys destroyed, %s kept by a legal hold"
                .formatted(text(job, "finishedAt"), job.path("destroyed"), job.path("held")));
    if (job.path("trouble").isString()) {
      terminal.line("  " + terminal.red("in trouble: ") + text(job, "trouble"));
    }
  }

  String rotation(JsonNode rotation) {
    String versions =
        rotation.path("fromVersion").isString()
            ? " from " + text(rotation, "fromVersion") + " to " + text(rotation, "toVersion")
            : "";
    return "rotation   %s%s%s, asked by %s: %s keys, %s"
        .formatted(
            text(rotation, "scope").toLowerCase(java.util.Locale.ROOT),
            rotation.path("tenant").isString() ? " of tenant " + text(rotation, "tenant") : "",
            versions,
            text(rotation, "askedBy"),
            rotation.path("keys"),
            rotation.path("doneAt").isString()
                ? "done " + text(rotation, "doneAt")
                : terminal.yellow("under way since " + text(rotation, "begunAt")));
  }

  private static String counts(JsonNode counts) {
    return "%s in use, %s erased with their subject, %s expired"
        .formatted(
            counts.path("inUse").asLong(0),
            counts.path("subject").asLong(0),
            counts.path("retention").asLong(0));
  }

  private static String text(JsonNode of, String name) {
    return Terminal.plain(of.path(name).asString(""));
  }
}
