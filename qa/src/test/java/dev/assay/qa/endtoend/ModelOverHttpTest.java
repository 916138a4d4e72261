package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.inference.testing.Reply;
import dev.assay.inference.testing.ScriptedModelServer;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import dev.assay.qa.support.EventSource;
import dev.assay.qa.support.EventSource.Event;
import dev.assay.server.AssayServer;
import dev.assay.server.StartSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a model says is heard word by word, and its absence is told soon and clearly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class ModelOverHttpTest {
  private static final String REPLY = "The lift stands still on 3 May because its cable is new.";
  private static final Duration CLEAR_WITHIN = Duration.ofSeconds(15);

  private ScriptedModelServer model = ScriptedModelServer.start();
  private AssayServer server;
  private Api api;

  @BeforeAll
  void start(@TempDir Path folder) {
    server =
        AssayServer.start(
            new StartSettings(
                0,
                folder.resolve("data"),
                "all",
                Map.of(
                    "assay.openai.base-url",
                    model.baseUrl(),
                    "assay.openai.api-key",
                    "sk-test-not-a-real-key",
                    "assay.openai.model",
                    ScriptedModelServer.MODEL)));
    api = Api.withRoles(server.url(), folder.resolve("data"), OneServer.ALL_ROLES);
    Examples.register(api);
  }

  @AfterAll
  void stop() {
    server.close();
    model.close();
  }

  @Test
  @Order(1)
  void shouldStreamAReplyWhileTheModelStillSpeaks() {
    model.next(Reply.text(REPLY).withPauses(Duration.ofMillis(150)));

    try (EventSource stream = post(aConversation(), UUID.randomUUID().toString())) {
      List<Event> beginning = stream.until(event -> event.name().equals("text"));
      assertThat(model.open()).as("the model still speaks").isEqualTo(1);
      List<Event> rest = stream.toEnd();

      assertThat(stream.answer().statusCode()).isEqualTo(200);
      assertThat(beginning.getFirst().name()).isEqualTo("conversation.message-posted");
      assertThat(text(beginning) + text(rest)).isEqualTo(REPLY);
      assertThat(rest).filteredOn(event -> event.name().equals("text")).hasSizeGreaterThan(3);
      assertThat(rest.getLast().name()).isEqualTo("conversation.reply-recorded");
      assertThat(rest.getLast().data().at("/payload/content").asString("")).isEqualTo(REPLY);
    }
  }

  @Test
  @Order(2)
  void shouldStreamTheTextOfARun() {
    model.next(Reply.text(REPLY).after(Duration.ofMillis(500)).withPauses(Duration.ofMillis(100)));
    Answer started = api.post("/agents/assistant/executions", Map.of("input", "When?"));
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    String run = started.body().get("agentExecutionId").stringValue();

    try (EventSource stream =
        EventSource.get(
            server.url(), api.token(), "/agent-executions/" + run + "/stream", Map.of())) {
      List<Event> events = stream.toEnd();

      assertThat(text(events)).isEqualTo(REPLY);
      assertThat(events)
          .filteredOn(event -> event.name().equals("text"))
          .hasSizeGreaterThan(3)
          .allSatisfy(event -> assertThat(event.data().get("lost").booleanValue()).isFalse());
      assertThat(events.getLast().name()).isEqualTo("agent-execution.completed");
    }
  }

  @Test
  @Order(3)
  void shouldSaySoonThatNoModelCanBeReachedAndLoseNothing() {
    String key = UUID.randomUUID().toString();
    String conversation = aConversation();
    int port = model.port();
    model.close();
    String execution = Examples.start(api, workflow(), Map.of());
    long began = System.nanoTime();

    try (EventSource refused = post(conversation, key)) {
      assertThat(refused.answer().statusCode()).isEqualTo(503);
      assertThat(refused.answer().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
      JsonNode problem = refused.body();
      assertThat(problem.get("code").stringValue()).isEqualTo("MODEL_UNAVAILABLE");
      assertThat(problem.get("detail").stringValue())
          .startsWith("Expected a model")
          .contains("openai");
    }
    JsonNode faulted = Examples.awaitStatus(api, execution, "FAULTED");
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(took).as("a clear error").isLessThan(CLEAR_WITHIN);
    assertThat(faulted.get("error").toString()).contains("MODEL_UNAVAILABLE");
    assertThat(messages(conversation)).as("the message and its failed reply").hasSize(2);
    assertThat(messages(conversation).get(0).get("content").stringValue()).isEqualTo("When?");

    model = ScriptedModelServer.start(port);
    // The breaker lets a probe through ten seconds after it opened.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              String status =
                  api.get("/executions/" + execution).body().get("status").stringValue();
              if (status.equals("FAULTED")) {
                api.post("/executions/" + execution + "/retry", null);
              }
              return status;
            },
            "COMPLETED"::equals);
    try (EventSource again = post(conversation, UUID.randomUUID().toString())) {
      assertThat(again.toEnd().getLast().name()).isEqualTo("conversation.reply-recorded");
    }
    try (EventSource repeat = post(conversation, key)) {
      assertThat(repeat.answer().statusCode()).as("the same key, the same answer").isEqualTo(503);
    }
    assertThat(messages(conversation)).hasSize(4);
  }

  private String workflow() {
    return Examples.workflowOf(
        api,
        OneServer.aName("asks"),
        """
        - ask:
            call: agent
            with:
              agent: assistant
              input: When?
        """);
  }

  private String aConversation() {
    return api.post("/conversations", Map.of("agent", "assistant"))
        .body()
        .get("conversationId")
        .stringValue();
  }

  private EventSource post(String conversation, String key) {
    return EventSource.post(
        server.url(),
        api.token(),
        "/conversations/" + conversation + "/messages",
        Map.of("content", "When?"),
        Map.of("Idempotency-Key", key));
  }

  private JsonNode messages(String conversation) {
    return api.get("/conversations/" + conversation).body().get("messages");
  }

  private static String text(List<Event> events) {
    return events.stream()
        .filter(event -> event.name().equals("text"))
        .map(event -> event.data().get("text").stringValue())
        .collect(Collectors.joining());
  }
}
