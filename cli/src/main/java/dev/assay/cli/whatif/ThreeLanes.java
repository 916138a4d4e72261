package dev.assay.cli.whatif;

import dev.assay.cli.Terminal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Prints what was observed, what came of it again, and the candidate, side by side. */
final class ThreeLanes {
  private static final List<String> LANES = List.of("observed", "replayed", "candidate");
  private static final int LABEL = 24;
  private static final int CELL = 34;
  private static final int MOST = 30;
  private static final int LONGEST_VALUE = 100;

  private final Terminal terminal;

  ThreeLanes(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * @param report as the server answers it
   */
  void print(JsonNode report) {
    terminal.line(terminal.bold(row("", LANES)));
    compare(report, "status", lane -> lane.path("status").asString(""));
    compare(report, "output", ThreeLanes::output);
    compare(report, "validations", ThreeLanes::validations);
    verdictsOf(report).forEach(verdict -> compare(report, verdict, lane -> outcome(lane, verdict)));
    compare(report, "model calls", lane -> Figures.count(lane, "modelCalls"));
    compare(report, "tokens", Figures::tokens);
    compare(report, "cost", Figures::cost);
    compare(report, "duration", Figures::duration);
    compare(report, "events", lane -> Figures.count(lane, "events"));
    differences(report.path("differences"));
    misses(report.path("misses"));
    conclude(report);
  }

  private void compare(JsonNode report, String label, Function<JsonNode, String> value) {
    List<String> cells = LANES.stream().map(lane -> value.apply(report.path(lane))).toList();
    String line = row(label, cells);
    boolean same = cells.getFirst().equals(cells.getLast());
    terminal.line(same ? line : terminal.yellow(line));
  }

  private static String row(String label, List<String> cells) {
    StringBuilder line = new StringBuilder(padded(label, LABEL));
    IntStream.range(0, cells.size())
        .forEach(
            i ->
                line.append(
                    i < cells.size() - 1
                        ? padded(cells.get(i), CELL)
                        : Terminal.cut(Terminal.plain(cells.get(i)), CELL)));
    return line.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    String cut = Terminal.cut(Terminal.plain(text), width - 2);
    return cut + " ".repeat(width - cut.length());
  }

  private static String output(JsonNode lane) {
    if (lane.hasNonNull("error")) {
      return "error " + lane.path("error").asString("");
    }
    return lane.hasNonNull("output") ? lane.path("output").toString() : "none";
  }

  private static String validations(JsonNode lane) {
    return "%d accepted, %d rejected"
        .formatted(lane.path("accepted").asInt(0), lane.path("rejected").asInt(0));
  }

  /** In the order of the lanes; each names a validator, a round and where it was asked. */
  private static Set<String> verdictsOf(JsonNode report) {
    Set<String> names = new LinkedHashSet<>();
    LANES.forEach(lane -> report.path(lane).path("verdicts").forEach(it -> names.add(name(it))));
    return names.stream()
        .limit(MOST)
        .collect(LinkedHashSet::new, LinkedHashSet::add, LinkedHashSet::addAll);
  }

  private static String name(JsonNode verdict) {
    String task = verdict.path("task").asString("");
    String place = task.isEmpty() ? "" : task.substring(task.lastIndexOf('/') + 1) + " ";
    return "%s%s round %d"
        .formatted(place, verdict.path("validator").asString(""), verdict.path("round").asInt(0));
  }

  private static String outcome(JsonNode lane, String name) {
    StringBuilder said = new StringBuilder();
    for (JsonNode verdict : lane.path("verdicts")) {
      if (name(verdict).equals(name)) {
        said.append(said.isEmpty() ? "" : ", ")
            .append(verdict.path("outcome").asString(""))
            .append(' ')
            .append(Figures.share(verdict.path("score")));
      }
    }
    return said.isEmpty() ? "not asked" : said.toString();
  }

  private void differences(JsonNode differences) {
    if (differences.isEmpty()) {
      terminal.line("no differences");
      return;
    }
    terminal.line(terminal.bold("differences"));
    differences
        .valueStream()
        .limit(MOST)
        .forEach(
            it -> {
              terminal.line(
                  "  %s %s"
                      .formatted(
                          it.path("kind").asString("").toLowerCase(Locale.ROOT),
                          Terminal.plain(it.path("what").asString(""))));
              terminal.line("    - " + terminal.red(value(it.path("observed"))));
              terminal.line("    + " + terminal.green(value(it.path("candidate"))));
            });
    if (differences.size() > MOST) {
      terminal.line("  and %d more: --json has all".formatted(differences.size() - MOST));
    }
  }

  private static String value(JsonNode value) {
    return value.isString()
        ? Terminal.cut(Terminal.plain(value.stringValue()), LONGEST_VALUE)
        : "nothing";
  }

  private void misses(JsonNode misses) {
    if (misses.isEmpty()) {
      return;
    }
    terminal.line(terminal.bold("not in the record"));
    misses
        .valueStream()
        .limit(MOST)
        .forEach(
            miss ->
                terminal.line(
                    "  %s %s%s: %s"
                        .formatted(
                            miss.path("kind").asString(""),
                            miss.hasNonNull("agent")
                                ? "of " + miss.path("agent").asString("") + " "
                                : "",
                            "at " + Terminal.plain(miss.path("place").asString("")),
                            miss.path("mocked").asBoolean(false) ? "mocked" : "blocked")));
  }

  private void conclude(JsonNode report) {
    terminal.line(
        "comparability %s: %d inputs from the record, %d mocked, %d blocked"
            .formatted(
                Figures.share(report.path("comparability")),
                report.path("fromRecord").asInt(0),
                report.path("mocked").asInt(0),
                report.path("blocked").asInt(0)));
    String passed = report.path("passed").asBoolean(false) ? "; the candidate passes" : "";
    switch (report.path("conclusion").asString("")) {
      case "SAME" -> terminal.line(terminal.green("same") + ": it decides as it did" + passed);
      case "DIFFERENT" -> terminal.line(terminal.yellow("different") + passed);
      default ->
          terminal.line(
              terminal.red("not comparable")
                  + ": "
                  + Terminal.plain(report.path("reason").asString("look, but do not count")));
    }
  }
}
