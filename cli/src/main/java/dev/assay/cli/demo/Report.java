package dev.assay.cli.demo;

import dev.assay.cli.Terminal;
import dev.assay.cli.run.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the demo says at its end. */
final class Report {
  private static final int LONGEST_REASON = 70;

  private Report() {}

  /**
   * @param options what must be added to commands of this program, such as {@code --data-dir x}
   */
  static void print(Terminal terminal, List<Ending> endings, String url, String options) {
    terminal.line("");
    Table table = new Table("DOCUMENT", "OUTCOME", "ROUNDS", "SCORE", "TIME", "REASON");
    for (Ending ending : endings) {
      table.row(
          ending.document(),
          ending.outcome().words(),
          ending.rounds(),
          score(ending.score()),
          String.format(Locale.ROOT, "%.1f s", ending.seconds()),
          Terminal.cut(ending.reason(), LONGEST_REASON));
    }
    table.print(terminal);
    terminal.line("");
    summary(endings)
        .forEach(
            (outcome, count) ->
                terminal.line(
                    String.format(Locale.ROOT, "%4d  ", count)
                        + outcome.painted(terminal, outcome.words())));
    lookFurther(terminal, endings, url, options);
  }

  /** How many documents ended how; outcomes that did not occur are left out. */
  static Map<Outcome, Long> summary(List<Ending> endings) {
    Map<Outcome, Long> counts = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      long count = endings.stream().filter(e -> e.outcome() == outcome).count();
      if (count > 0) {
        counts.put(outcome, count);
      }
    }
    return counts;
  }

  private static void lookFurther(
      Terminal terminal, List<Ending> endings, String url, String options) {
    if (endings.isEmpty()) {
      return;
    }
    Ending first = endings.getFirst();
    String curl = "curl -s -H \"Authorization: Bearer $ASSAY_TOKEN\" ";
    terminal.line("");
    terminal.line(terminal.bold("Look further"));
    terminal.line("a token that may read, audit and decide, for an hour:");
    terminal.line(
        "  export ASSAY_TOKEN=$(./assay token --role agent-runner,auditor,reviewer,operator"
            + " --subject me"
            + options
            + ")");
    terminal.line("one execution, and the audit trail of its decisions:");
    terminal.line("  " + curl + url + "/api/v1/executions/" + first.executionId());
    if (first.validationId() != null) {
      terminal.line("  " + curl + url + "/api/v1/validations/" + first.validationId());
    }
    terminal.line(
        "  " + curl + "'" + url + "/api/v1/audit/events?aggregateId=" + first.executionId() + "'");
    endings.stream()
        .filter(ending -> ending.reviewId() != null)
        .findFirst()
        .ifPresent(ending -> decide(terminal, curl, url, ending));
    terminal.line("the API in a browser:  " + url + "/swagger-ui");
    terminal.line("stop the server:       ./assay stop" + options);
  }

  private static void decide(Terminal terminal, String curl, String url, Ending ending) {
    terminal.line("decide on " + ending.document() + " as a person (APPROVE, REJECT or EDIT):");
    terminal.line(
        "  "
            + curl
            + "-H 'Content-Type: application/json' -d '{\"decision\": \"REJECT\", \"contentHash\": \""
            + ending.contentHash()
            + "\", \"reasonCode\": \"CHECKED\"}' "
            + url
            + "/api/v1/reviews/"
            + ending.reviewId()
            + "/decision");
  }

  private static String score(@Nullable Double score) {
    return score == null ? "-" : String.format(Locale.ROOT, "%.2f", score);
  }
}
