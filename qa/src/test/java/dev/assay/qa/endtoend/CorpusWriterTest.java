package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.inference.testing.ScriptedModelServer;
import dev.assay.qa.support.Api;
import dev.assay.sagas.CommandSender;
import dev.assay.server.AssayServer;
import dev.assay.server.StartSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Records the corpus that every build replays: {@code replay/src/test/resources/corpus}, one file
 * for each execution, one event on each line as {@code GET /audit/events} has it. Run with {@code
 * -Dcorpus.write=new} when executions go ways that the corpus does not have yet, and with {@code
 * all} when the engine is meant to decide otherwise than it did.
 */
@EnabledIfSystemProperty(named = "corpus.write", matches = "new|all")
class CorpusWriterTest {
  private static final Path CORPUS =
      Path.of("..", "replay", "src", "test", "resources", "corpus").toAbsolutePath().normalize();
  private static final boolean ALL = "all".equals(System.getProperty("corpus.write"));
  private static final Set<String> WORKING =
      Set.of("WorkflowExecution", "AgentExecution", "Validation", "Review", "Conversation");

  /** Process managers and late answers have come to their end by then. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  @Test
  void shouldRecordTheCorpus(@TempDir Path folder) throws IOException {
    Path data = folder.resolve("data");
    Map<String, Object> settings;
    try (ScriptedModelServer model = ScriptedModelServer.start()) {
      settings =
          Map.of(
              "assay.inference.providers.scripted.base-url",
              model.baseUrl(),
              "assay.inference.providers.scripted.model",
              ScriptedModelServer.MODEL);
      try (AssayServer server = AssayServer.start(new StartSettings(0, data, "all", settings))) {
        Api api = Api.withRoles(server.url(), data, OneServer.ALL_ROLES);
        Api rita = Api.withRoles(server.url(), data, "reviewer", "demo", "rita");
        CommandSender sender = server.context().getBean(CommandSender.class);
        Map<String, String> executions =
            new CorpusScenarios(api, rita, model, id -> answerLate(api, sender, id)).play();
        await().pollDelay(QUIET).until(() -> true);
        write(api, executions);
      }
    }
  }

  /** As a worker does that was slow: under the envelope that its call had. */
  private static void answerLate(Api api, CommandSender sender, String execution) {
    JsonNode asked =
        eventsOf(api, execution).stream()
            .filter(e -> e.get("type").stringValue().equals("agent-execution.model-call-requested"))
            .findFirst()
            .orElseThrow();
    Map<String, String> metadata = new TreeMap<>();
    asked
        .get("metadata")
        .properties()
        .forEach(m -> metadata.put(m.getKey(), m.getValue().asString("")));
    metadata.putAll(Actor.service("inference", metadata.get("actor.onBehalfOf")).toMetadata());
    metadata.put(MetadataKeys.CAUSATION_ID, asked.get("eventId").stringValue());
    metadata.put(MetadataKeys.COMMAND_ID, Uuids.next().toString());
    ModelAnswer answer =
        new ModelAnswer(
            "At last.", "scripted", "test-1", null, "stop", 21, 2, BigDecimal.ZERO, 9_000, false);
    assertThat(
            sender.send(
                new RecordModelAnswer(
                    AgentExecutionId.of(asked.get("aggregateId").stringValue()),
                    ModelCallId.of(asked.at("/payload/requestId").stringValue()),
                    Uuids.next(),
                    false,
                    answer),
                metadata))
        .isNull();
  }

  private static void write(Api api, Map<String, String> executions) throws IOException {
    Files.createDirectories(CORPUS);
    for (Map.Entry<String, String> one : executions.entrySet()) {
      String lines =
          eventsOf(api, one.getValue()).stream()
              .map(JsonNode::toString)
              .collect(Collectors.joining("\n", "", "\n"));
      Path file = CORPUS.resolve(one.getKey() + ".jsonl");
      if (ALL || Files.notExists(file)) {
        Files.writeString(file, lines);
      }
    }
  }

  /** All events of all aggregates that worked for an execution, by position. */
  private static List<JsonNode> eventsOf(Api api, String execution) {
    Map<String, List<JsonNode>> found = new TreeMap<>();
    Set<String> correlations = new TreeSet<>();
    Deque<String> aggregates = new ArrayDeque<>(List.of(execution));
    while (!aggregates.isEmpty()) {
      String aggregate = aggregates.remove();
      List<JsonNode> events = items(api, "aggregateId=" + aggregate);
      found.put(aggregate, events);
      // A retry, or a person's decision, goes on under a correlation of its own.
      for (JsonNode event : events) {
        String correlation = event.at("/metadata/correlationId").asString("");
        if (correlations.add(correlation)) {
          items(api, "correlationId=" + correlation).stream()
              .filter(other -> WORKING.contains(other.get("aggregateType").stringValue()))
              .map(other -> other.get("aggregateId").stringValue())
              .filter(id -> !found.containsKey(id) && !aggregates.contains(id))
              .distinct()
              .forEach(aggregates::add);
        }
      }
    }
    return found.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(event -> event.get("position").longValue()))
        .toList();
  }

  private static List<JsonNode> items(Api api, String filter) {
    JsonNode page = api.get("/audit/events?limit=500&" + filter).body();
    assertThat(page.path("nextCursor").isString()).as("more than one page of %s", filter).isFalse();
    return page.get("items").valueStream().toList();
  }
}
