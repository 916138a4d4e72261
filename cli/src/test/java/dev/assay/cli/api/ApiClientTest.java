package dev.assay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cli.Failure;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ApiClientTest {
  private final FakeServer server = new FakeServer();
  private final ApiClient api = new ApiClient(server.url() + "/", "secret-token");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldSendTheTokenAndReadThePosition() {
    server.on(
        "POST /api/v1/things",
        new Answer(202, Map.of("Assay-Position", "41"), "{\"thingId\": \"t1\"}"));
    ApiAnswer answer = api.post("/things", JsonNodeFactory.instance.objectNode(), "key-1");
    assertThat(answer.position()).isEqualTo(41);
    assertThat(answer.text("thingId")).isEqualTo("t1");
    FakeServer.Asked asked = server.asked("POST /api/v1/things");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer secret-token");
    assertThat(asked.header("Idempotency-Key")).isEqualTo("key-1");
  }

  @Test
  void shouldWaitForWhatItHasWritten() {
    server.on("GET /api/v1/things", Answer.json(200, "[]"));
    api.get("/things", 41);
    assertThat(server.asked("GET /api/v1/things").header("Assay-Min-Position")).isEqualTo("41");
  }

  @Test
  void shouldTellAProblemWithTheLineOfEachFault() {
    server.on(
        "POST /api/v1/workflows",
        Answer.json(
            422,
            "{\"code\": \"UNPROCESSABLE\", \"detail\": \"Expected a definition, but\","
                + " \"errors\": [{\"line\": 7, \"column\": 3, \"pointer\": \"/do/0\","
                + " \"detail\": \"Unknown task\", \"hint\": \"call: agent\"}]}"));
    assertThatThrownBy(() -> api.post("/workflows", "application/yaml", "do: []"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(Failure.NO))
        .hasMessageContainingAll("UNPROCESSABLE", "line 7:3", "/do/0: Unknown task (call: agent)");
  }

  @Test
  void shouldSayHowToGetATokenWhenThereIsNone() {
    server.on("GET /api/v1/agents", Answer.json(401, "{\"code\": \"UNAUTHENTICATED\"}"));
    assertThatThrownBy(() -> api.get("/agents")).hasMessageContaining("assay token");
  }

  @Test
  void shouldTakeAnythingButJsonForTheWrongServer() {
    server.on("GET /api/v1/agents", new Answer(200, Map.of(), "<html>"));
    assertThatThrownBy(() -> api.get("/agents"))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(Failure.UNREACHABLE));
    server.on("GET /api/v1/agents", new Answer(502, Map.of(), "<html>"));
    assertThatThrownBy(() -> api.get("/agents"))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(Failure.UNREACHABLE));
  }

  @Test
  void shouldKnowWhetherTheServerIsReady() {
    assertThat(api.isReady()).isFalse();
    server.on("GET /health/ready", Answer.json(200, "{}"));
    assertThat(api.isReady()).isTrue();
    assertThat(new ApiClient("http://localhost:1", null).isReady()).isFalse();
  }
}
