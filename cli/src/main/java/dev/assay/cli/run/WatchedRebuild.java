package dev.assay.cli.run;

import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.api.ApiClient;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Tells how far a rebuild is. */
final class WatchedRebuild {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int BAR = 24;

  private final ApiClient client;
  private final Terminal terminal;
  private final String path;
  private final String name;
  private String told = "";

  WatchedRebuild(ApiClient client, Terminal terminal, String path, String name) {
    this.client = client;
    this.terminal = terminal;
    this.path = path;
    this.name = name;
  }

  /** Returns when it is live or waits for an operator; a rebuild that was given up is a failure. */
  void untilItWaitsOrEnds() throws InterruptedException {
    while (true) {
      JsonNode rebuild = client.get(path).json().path("rebuild");
      String attention = rebuild.path("attention").stringValue("");
      switch (rebuild.path("status").stringValue("")) {
        case "COMPLETED" -> {
          terminal.line(name + ": live, " + compared(rebuild));
          return;
        }
        case "READY" -> {
          if (!attention.isEmpty()) {
            throw Failure.no(name + ": " + attention + " ('promote' or 'rollback')");
          }
          tell(name + ": ready, " + compared(rebuild));
          if (rebuild.path("promotion").stringValue("").equals("MANUAL")) {
            return;
          }
        }
        case "ROLLED_BACK" -> throw Failure.no(name + ": the rebuild was given up");
        default -> tell(line(rebuild));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void tell(String line) {
    if (!line.equals(told)) {
      told = line;
      terminal.line(line);
    }
  }

  private String line(JsonNode rebuild) {
    long processed = rebuild.path("processed").asLong(0);
    long total = Math.max(1, rebuild.path("total").asLong(1));
    int full = (int) (BAR * Math.min(processed, total) / total);
    String line =
        "%s: %-11s [%s%s] %,d of %,d"
            .formatted(
                name,
                rebuild.path("status").stringValue("").toLowerCase(Locale.ROOT).replace('_', ' '),
                "=".repeat(full),
                " ".repeat(BAR - full),
                processed,
                total);
    if (!rebuild.path("eventsPerSecond").isNull()) {
      line += ", %,d events/s".formatted(rebuild.path("eventsPerSecond").asLong(0));
    }
    if (!rebuild.path("etaSeconds").isNull()) {
      line += ", %d s left".formatted(rebuild.path("etaSeconds").asLong(0));
    }
    return line;
  }

  private static String compared(JsonNode rebuild) {
    return rebuild.at("/comparison/equal").asBoolean(false)
        ? "equal to the build before"
        : "not equal to the build before";
  }
}
