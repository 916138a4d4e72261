package dev.assay.cli.whatif;

import dev.assay.cli.api.ApiClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Waits until a question of many executions has ended, and tells how far it is. */
final class EndOfMany {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Set<String> UNDER_WAY = Set.of("PENDING", "RUNNING");
  private static final int BAR = 24;

  private final ApiClient client;
  private final PrintWriter err;
  private String told = "";

  EndOfMany(ApiClient client, PrintWriter err) {
    this.client = client;
    this.err = err;
  }

  JsonNode await(String path) throws InterruptedException {
    while (true) {
      JsonNode whatIf = client.get(path).json();
      tell(line(whatIf));
      if (!UNDER_WAY.contains(whatIf.path("status").asString(""))) {
        return whatIf;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void tell(String line) {
    if (!line.equals(told)) {
      told = line;
      err.println(line);
      err.flush();
    }
  }

  private static String line(JsonNode whatIf) {
    JsonNode progress = whatIf.path("progress");
    long done = progress.path("done").asLong(0);
    long total = Math.max(1, progress.path("total").asLong(1));
    int full = (int) (BAR * Math.min(done, total) / total);
    String line =
        "what-if: [%s%s] %,d of %,d executions"
            .formatted("=".repeat(full), " ".repeat(BAR - full), done, total);
    if (progress.hasNonNull("executionsPerSecond")) {
      line += ", %.1f/s".formatted(progress.path("executionsPerSecond").asDouble(0));
    }
    if (progress.hasNonNull("etaSeconds")) {
      line += ", %,d s left".formatted(progress.path("etaSeconds").asLong(0));
    }
    return line;
  }
}
