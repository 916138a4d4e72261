package dev.assay.qa.rebuild;

import dev.assay.qa.rebuild.Sightings.Sight;
import dev.assay.qa.support.Api.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads whatever there is, and looks at every answer. */
final class Reader {
  /** Lists of what nobody deletes, with what names one of them. */
  private static final Map<String, String> LISTS =
      Map.of(
          "/executions", "executionId",
          "/agents", "name",
          "/workflows", "workflowId",
          "/reviews", "reviewId",
          "/conversations", "conversationId",
          "/api-keys", "keyId");

  private static final List<String> NAMES = LISTS.keySet().stream().sorted().toList();
  private static final int MOST_PAGES = 100;

  private final Client client;
  private final Population population;
  private final Sightings sightings;

  Reader(Client client, Population population, Sightings sightings) {
    this.client = client;
    this.population = population;
    this.sightings = sightings;
  }

  void readSomething(Random random) throws InterruptedException {
    switch (random.nextInt(10)) {
      case 0 -> all(NAMES.get(random.nextInt(NAMES.size())));
      case 1 -> counts();
      default -> {
        Optional<String> path = population.one(random);
        if (path.isPresent()) {
          one(path.get(), random.nextInt(3) == 0 ? population.position() : 0);
        }
      }
    }
  }

  /**
   * One object.
   *
   * @param minPosition of an event that came after the object was made, to be waited for; 0 waits
   *     for nothing
   */
  void one(String path, long minPosition) throws InterruptedException {
    Optional<Sight> before = sightings.before(path);
    Map<String, String> headers =
        minPosition == 0 ? Map.of() : Map.of("Assay-Min-Position", Long.toString(minPosition));
    Optional<Answer> answer = client.ask(api -> api.get(path, headers));
    if (answer.isEmpty()) {
      return;
    }
    if (answer.get().status() == 404) {
      sightings.isMissing(path, before, minPosition);
      return;
    }
    if (answer.get().status() != 200) {
      client.fault("refused: " + answer.get());
      return;
    }
    Sight now = new Sight(sequence(answer.get()), answer.get().response().body());
    sightings.isThere(path, before, now);
  }

  private void all(String list) throws InterruptedException {
    Set<String> before = sightings.listedBefore(list);
    Set<String> now = new HashSet<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String path = list + "?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
      Optional<Answer> answer = client.ask(api -> api.get(path));
      if (answer.isEmpty()) {
        return;
      }
      JsonNode body = answer.get().body();
      if (answer.get().status() != 200) {
        client.fault("refused: " + answer.get());
        return;
      }
      body.get("items").forEach(item -> now.add(item.get(LISTS.get(list)).stringValue()));
      cursor = body.path("nextCursor").asString("");
      if (cursor.isEmpty()) {
        break;
      }
    }
    sightings.isListed(list, before, now);
  }

  private void counts() throws InterruptedException {
    List<String> kinds = List.of("executions", "agentExecutions", "validations");
    List<Long> before = kinds.stream().map(sightings::countedBefore).toList();
    Optional<Answer> answer = client.ask(api -> api.get("/dashboard"));
    if (answer.isEmpty()) {
      return;
    }
    for (int i = 0; i < kinds.size(); i++) {
      long sum =
          answer.get().body().get(kinds.get(i)).values().stream()
              .mapToLong(JsonNode::longValue)
              .sum();
      sightings.isCounted(kinds.get(i), before.get(i), sum);
    }
  }

  private static long sequence(Answer answer) {
    return Long.parseLong(answer.header("ETag").replace("\"", ""));
  }
}
