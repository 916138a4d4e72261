package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.inference.testing.Received;
import dev.assay.inference.testing.Reply;
import dev.assay.inference.testing.ScriptedModelServer;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged program from a terminal, with a model server over HTTP instead of the offline model:
 * started, used, its model lost and back again, stopped. One story, in this order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedProgramTest {
  private static final String BRIEF =
      "The internal audit looked at the access rights of the finance system in spring and found"
          + " accounts of people who had left the company. The accounts were closed in the same"
          + " week. The department will compare its accounts with the staff list every month.";

  private final AtomicBoolean modelIsDown = new AtomicBoolean();
  private final ScriptedModelServer model = ScriptedModelServer.start();
  private Program program = new Program(Path.of("."), Map.of());
  private Path dataDir = Path.of(".");

  @BeforeAll
  void prepare(@TempDir Path folder) {
    dataDir = folder.resolve("data");
    program =
        new Program(
            folder,
            Map.of(
                "ASSAY_HOME",
                dataDir.toString(),
                "ASSAY_OPENAI_BASE_URL",
                model.baseUrl(),
                "ASSAY_OPENAI_API_KEY",
                "sk-test-not-a-real-key",
                "ASSAY_OPENAI_MODEL",
                ScriptedModelServer.MODEL));
    model.when(PackagedProgramTest::drafts, call -> Reply.text("{\"text\": \"" + BRIEF + "\"}"));
    model.when(
        call -> !drafts(call),
        call ->
            Reply.text(
                "{\"score\": 0.9, \"outcome\": \"PASS\", \"reason\": \"It holds.\","
                    + " \"evidence\": []}"));
    model.when(call -> modelIsDown.get(), call -> Reply.status(503));
  }

  @AfterAll
  void stopWhatIsLeft() {
    program.run("stop");
    model.close();
  }

  @Test
  @Order(1)
  void shouldSayThatNoServerRunsYet() {
    assertThat(program.run("status").exitCode()).isEqualTo(1);
    Program.Ended nonsense = program.run("strat");
    assertThat(nonsense.exitCode()).as(nonsense.toString()).isEqualTo(2);
    assertThat(program.run("start", "--port", "99999").exitCode()).isEqualTo(2);
    assertThat(program.run("token", "--role", "king").exitCode()).isEqualTo(2);
  }

  @Test
  @Order(2)
  void shouldStartDetachedAndDescribeItself() {
    Program.Ended started = program.run("start", "--detach", "--port", "0");

    assertThat(started.exitCode()).as(started.toString()).isZero();
    Program.Ended status = program.run("status", "--json");
    assertThat(status.exitCode()).isZero();
    JsonNode described = JsonMapper.shared().readTree(status.out());
    assertThat(described.get("url").stringValue()).startsWith("http://localhost:");
    assertThat(ProcessHandle.of(described.get("pid").longValue())).isPresent();
    assertThat(Path.of(described.get("dataDir").stringValue())).isEqualTo(dataDir);
    assertThat(described.get("roles").isArray() || described.get("roles").isString()).isTrue();
    assertThat(described.at("/database/port").asInt(0)).isPositive();
    assertThat(described.at("/database/name").asString("")).isNotBlank();
    assertThat(described.get("ready").booleanValue()).isTrue();
    assertThat(described.get("version").stringValue()).isNotBlank();
  }

  @Test
  @Order(3)
  void shouldSayThatOneRunsAlready() {
    for (String[] start : new String[][] {{"start", "--detach"}, {"start"}}) {
      Program.Ended second = program.run(start);
      assertThat(second.exitCode()).as(second.toString()).isEqualTo(1);
      assertThat(second.err()).contains("runs already").contains(url());
    }
  }

  @Test
  @Order(4)
  void shouldPrintATokenThatIsLetIn() {
    Program.Ended token = program.run("token", "--role", "designer", "--subject", "dora");
    assertThat(token.exitCode()).isZero();

    Answer agents =
        new Wire(url())
            .get("/api/v1/agents", Map.of("Authorization", "Bearer " + token.out().strip()));

    assertThat(agents.status()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void shouldRunTheExampleOnTheModelThatTheEnvironmentNames() throws IOException {
    Examples.register(api());

    Program.Ended run = runExample("--watch");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("ACCEPTED").contains(BRIEF);
    assertThat(model.received()).hasSizeGreaterThanOrEqualTo(7);
    for (Received call : model.received()) {
      assertThat(call.model()).isEqualTo(ScriptedModelServer.MODEL);
      assertThat(call.headers().getFirst("Authorization"))
          .isEqualTo("Bearer sk-test-not-a-real-key");
    }
    JsonNode calls = lastAgentExecution().get("modelCalls");
    assertThat(calls.at("/0/provider").asString("")).isEqualTo("openai");
    assertThat(calls.at("/0/model").asString("")).isEqualTo(ScriptedModelServer.MODEL);
    assertThat(calls.at("/0/tokensIn").asInt(0)).isPositive();
    assertThat(Files.readString(dataDir.resolve("server.log")))
        .as("a key is never written down")
        .doesNotContain("sk-test-not-a-real-key");
  }

  @Test
  @Order(6)
  void shouldFaultClearlyWhileTheModelIsDownAndLoseNothing() throws IOException {
    modelIsDown.set(true);
    Program.Ended run = runExample("--json");

    assertThat(run.exitCode()).as("the answer is no: " + run).isEqualTo(1);
    JsonNode faulted = JsonMapper.shared().readTree(run.out());
    assertThat(faulted.get("status").stringValue()).isEqualTo("FAULTED");
    assertThat(faulted.get("error").toString()).contains("MODEL_UNAVAILABLE");
    String path = "/executions/" + faulted.get("executionId").stringValue();
    Api api = api();

    modelIsDown.set(false);
    // The circuit lets a probe through ten seconds after it opened.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              String status = api.get(path).body().get("status").stringValue();
              if (status.equals("FAULTED")) {
                Answer retried = api.post(path + "/retry", null);
                assertThat(retried.status()).as(retried.toString()).isIn(202, 409);
              }
              return status;
            },
            "COMPLETED"::equals);

    JsonNode execution = api.get(path).body();
    assertThat(execution.at("/output/outcome").asString("")).isEqualTo("ACCEPTED");
    assertThat(execution.get("tasks"))
        .extracting(task -> task.get("status").stringValue() + " " + task.get("attempt").intValue())
        .as("the failed attempt is kept, a later one succeeded")
        .contains("FAILED 1")
        .anyMatch(task -> task.matches("COMPLETED ([2-9])"));
  }

  @Test
  @Order(7)
  void shouldStopAndSayThatNothingRuns() {
    long pid = described("pid").longValue();

    Program.Ended stopped = program.run("stop");

    assertThat(stopped.exitCode()).as(stopped.toString()).isZero();
    // Where nobody reaps it, an ended process stays listed and counts as alive; it runs no program.
    assertThat(ProcessHandle.of(pid).flatMap(process -> process.info().command())).isEmpty();
    assertThat(program.run("status").exitCode()).isEqualTo(1);
    assertThat(dataDir.resolve("postgres")).isDirectory();
    Program.Ended unreachable = program.run("agents", "list", "--url", "http://localhost:1");
    assertThat(unreachable.exitCode()).as(unreachable.toString()).isEqualTo(3);
  }

  private Program.Ended runExample(String option) throws IOException {
    Path input = dataDir.resolveSibling("input.json");
    Files.writeString(
        input, JsonMapper.shared().writeValueAsString(Examples.input(Examples.ACCEPTED_AT_ONCE)));
    return program.run(
        "run",
        Examples.folder().resolve("workflows/document-brief.yaml").toString(),
        "--input",
        input.toString(),
        option);
  }

  private JsonNode lastAgentExecution() {
    Api api = api();
    JsonNode event =
        api.get("/audit/events?type=agent-execution.completed&sort=-position&limit=1")
            .body()
            .at("/items/0");
    return api.get("/agent-executions/" + event.get("aggregateId").stringValue()).body();
  }

  private Api api() {
    return Api.withRoles(url(), dataDir, OneServer.ALL_ROLES);
  }

  private String url() {
    return described("url").stringValue();
  }

  private JsonNode described(String member) {
    return JsonMapper.shared().readTree(dataDir.resolve("server.json").toFile()).get(member);
  }

  private static boolean drafts(Received call) {
    return call.body().path("messages").path(0).path("content").asString("").contains("drafter");
  }
}
