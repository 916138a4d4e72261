package dev.assay.cli.replay;

import dev.assay.cli.Failure;
import dev.assay.cli.api.ApiClient;
import java.io.PrintWriter;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Waits for the end of a replay and says how far it is. */
public final class EndOfReplay {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private EndOfReplay() {}

  /** The replay as it ended; one that failed is a failure. */
  public static JsonNode await(ApiClient client, String id, PrintWriter err)
      throws InterruptedException {
    String told = "";
    while (true) {
      JsonNode replay = client.get("/replays/" + id).json();
      String status = replay.path("status").asString("");
      switch (status) {
        case "COMPLETED" -> {
          return replay;
        }
        case "FAILED" -> throw Failure.no(replay.path("failure").asString("The replay failed"));
        default -> {
          if (!status.equals(told)) {
            told = status;
            err.println(status.equals("RUNNING") ? "replaying" : "waiting for its turn");
            err.flush();
          }
        }
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
