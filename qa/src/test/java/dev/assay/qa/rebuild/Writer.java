package dev.assay.qa.rebuild;

import dev.assay.qa.support.Api.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Writes whatever there is, and looks for each answer's place at once. */
final class Writer {
  static final String AGENT = "load-drafter";
  private static final Map<String, Object> ESCALATING =
      Map.of(
          "validators",
          List.of(
              Map.of(
                  "name", "never",
                  "kind", "length",
                  "onFail", "escalate",
                  "with", Map.of("minWords", 100_000))));

  private final Client client;
  private final Client reviewer;
  private final Reader reader;
  private final Population population;
  private final String workflow;

  /**
   * @param reviewer another person: nobody decides on what they asked for
   * @param workflow id of the workflow that is run
   */
  Writer(Client client, Client reviewer, Reader reader, Population population, String workflow) {
    this.client = client;
    this.reviewer = reviewer;
    this.reader = reader;
    this.population = population;
    this.workflow = workflow;
  }

  void writeSomething(Random random) throws InterruptedException {
    String text = "The shop paid " + random.nextInt(1_000_000) + " invoices in March.";
    switch (random.nextInt(8)) {
      case 0 -> created("/validations", Map.of("content", text, "pipeline", ESCALATING));
      case 1 -> decide();
      case 2 -> defineAgent("load-" + random.nextInt(10), text);
      case 3 -> talk(text);
      case 4 -> created("/agents/" + AGENT + "/executions", input(Map.of("document", text)));
      case 5 -> posted("/api-keys", Map.of("name", text, "roles", List.of("designer")));
      default -> execution(text);
    }
  }

  void execution(String text) throws InterruptedException {
    created("/workflows/" + workflow + "/executions", input(Map.of("document", text)));
  }

  private static Map<String, Object> input(Object input) {
    return Map.of("input", input);
  }

  private void defineAgent(String name, String instructions) throws InterruptedException {
    Map<String, Object> agent = new HashMap<>();
    agent.put("role", "drafter");
    agent.put("instructions", instructions);
    agent.put("model", Map.of("prefer", List.of("default")));
    Optional<Answer> answer = client.ask(api -> api.put("/agents/" + name, agent));
    if (answer.isPresent() && isTaken(answer.get())) {
      seen("/agents/" + name, answer.get().position());
    }
  }

  private void talk(String text) throws InterruptedException {
    Optional<String> conversation =
        created("/conversations", Map.of("agent", AGENT, "title", text));
    if (conversation.isPresent()) {
      posted(conversation.get() + "/messages", Map.of("content", text));
    }
  }

  private void decide() throws InterruptedException {
    Optional<Answer> pending = reviewer.ask(api -> api.get("/reviews?status=pending&limit=20"));
    if (pending.isEmpty() || pending.get().body().get("items").isEmpty()) {
      return;
    }
    JsonNode review = pending.get().body().get("items").get(0);
    String path = "/reviews/" + review.get("reviewId").stringValue();
    Map<String, Object> decision =
        Map.of(
            "decision", "APPROVE",
            "reasonCode", "accurate",
            "contentHash", review.get("contentHash").stringValue());
    Optional<Answer> answer = reviewer.ask(api -> api.post(path + "/decision", decision));
    // Another writer may have decided on it meanwhile.
    if (answer.isPresent() && answer.get().status() == 204) {
      seen(path, answer.get().position());
    }
  }

  private Optional<String> created(String path, Object body) throws InterruptedException {
    Optional<Answer> answer = posted(path, body);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    String location = answer.get().header("Location").substring("/api/v1".length());
    seen(location, answer.get().position());
    return Optional.of(location);
  }

  private Optional<Answer> posted(String path, Object body) throws InterruptedException {
    Optional<Answer> answer = client.ask(api -> api.post(path, body));
    if (answer.isPresent() && !isTaken(answer.get())) {
      return Optional.empty();
    }
    answer.ifPresent(it -> population.reached(it.position()));
    return answer;
  }

  private boolean isTaken(Answer answer) {
    if (answer.status() >= 400) {
      client.fault("refused: " + answer);
    }
    return answer.status() < 400;
  }

  /** Whoever waits for the position of a write sees what it wrote. */
  private void seen(String path, long position) throws InterruptedException {
    population.reached(position);
    reader.one(path, position);
    population.add(path);
  }
}
