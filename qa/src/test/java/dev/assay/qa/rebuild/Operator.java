package dev.assay.qa.rebuild;

import dev.assay.projections.schema.ReadModel;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Fills read models anew, lets that rest, gives it up and goes back, as operators do. */
final class Operator {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MS = 50;
  private static final int GO_BACKS = 50;

  private final Client client;
  private final Random random;
  private final Map<String, Integer> done = new TreeMap<>();

  Operator(Client client, long seed) {
    this.client = client;
    this.random = new Random(seed);
  }

  /** What was done, and how often. */
  Map<String, Integer> done() {
    return done;
  }

  void begin(ReadModel model) throws InterruptedException {
    if (act(model, "")) {
      count("rebuilds");
    }
  }

  /** To the rebuild that is under way; what comes too late for it is refused. */
  void interfere(ReadModel model) throws InterruptedException {
    switch (random.nextInt(4)) {
      case 0 -> {
        if (act(model, "/pause")) {
          count("rests");
          Thread.sleep(random.nextInt(500));
        }
        act(model, "/resume");
      }
      case 1 -> {
        if (act(model, "/rollback")) {
          count("given up or gone back");
        }
        begin(model);
      }
      default -> {}
    }
  }

  /** Until it is live, which it is only with equal rows. */
  void end(ReadModel model) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String status = "";
    while (System.nanoTime() < deadline) {
      Optional<Answer> answer = client.ask(api -> api.get("/projections/" + model.name()));
      if (answer.isPresent()) {
        JsonNode rebuild = answer.get().body().path("rebuild");
        status = rebuild.path("status").asString("NONE");
        if (!rebuild.path("attention").asString("").isEmpty()) {
          client.fault("The rebuild of " + model.name() + " differs: " + rebuild);
          act(model, "/rollback");
          return;
        }
        if (status.equals("COMPLETED")) {
          count("promotions");
          if (!rebuild.at("/comparison/equal").asBoolean(false)) {
            client.fault("The rebuild of " + model.name() + " is live and differs: " + rebuild);
          }
          return;
        }
        if (status.equals("ROLLED_BACK") || status.equals("NONE")) {
          begin(model);
        } else if (status.equals("PAUSED")) {
          act(model, "/resume");
        }
      }
      Thread.sleep(POLL_MS);
    }
    client.fault("The rebuild of " + model.name() + " did not end: " + status);
  }

  /** Now and then to the build before, which must be refused only while it is behind. */
  void goBackSometimes(ReadModel model) throws InterruptedException {
    if (random.nextInt(3) == 0) {
      for (int i = 0; i < GO_BACKS; i++) {
        if (act(model, "/rollback")) {
          count("gone back");
          return;
        }
        Thread.sleep(POLL_MS);
      }
      client.fault("No way back for " + model.name());
    }
  }

  private boolean act(ReadModel model, String what) throws InterruptedException {
    Optional<Answer> answer =
        client.ask(api -> api.post("/projections/" + model.name() + "/rebuild" + what, null));
    if (answer.isPresent() && answer.get().status() >= 400 && answer.get().status() != 409) {
      client.fault("refused: " + answer.get());
    }
    return answer.isPresent() && answer.get().status() < 400;
  }

  private void count(String what) {
    done.merge(what, 1, Integer::sum);
  }
}
