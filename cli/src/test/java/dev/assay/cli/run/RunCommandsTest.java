package dev.assay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunCommandsTest {
  @TempDir private Path folder = Path.of(".");

  private final FakeServer server = new FakeServer();
  private final Cli cli = new Cli();
  private Path workflow = Path.of(".");

  @BeforeEach
  void prepare() throws IOException {
    cli.with("ASSAY_URL", server.url()).with("ASSAY_HOME", folder.toString());
    cli.with("ASSAY_TOKEN", "token");
    workflow = folder.resolve("w.yaml");
    Files.writeString(workflow, "document: {namespace: n, name: w, version: '1.2.0'}\n");
    server
        .on("POST /api/v1/workflows", Answer.json(201, "{\"workflowId\": \"w1\"}"))
        .on(
            "POST /api/v1/workflows/w1/executions",
            new Answer(202, Map.of("Assay-Position", "9"), "{\"executionId\": \"e1\"}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldPrintATokenOfTheServersOwnAuthority() throws IOException {
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/cli-client-secret"), "s3cret\n");
    server.on("POST /oauth2/token", Answer.json(200, "{\"access_token\": \"abc\"}"));
    Cli.Result result =
        cli.run("token", "--role", "designer,auditor", "--tenant", "acme", "--subject", "ann b");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().strip()).isEqualTo("abc");
    FakeServer.Asked asked = server.asked("POST /oauth2/token");
    assertThat(asked.body())
        .isEqualTo(
            "grant_type=client_credentials&roles=designer%2Cauditor&tenant=acme&subject=ann+b");
    assertThat(asked.header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("assay-cli:s3cret".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void shouldSayWhereATokenComesFromWhenNoServerRanHere() {
    Cli.Result result = cli.run("token", "--role", "designer");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("--data-dir", "ASSAY_TOKEN");
  }

  @Test
  void shouldRunAWorkflowAndPrintItsOutput() {
    endsWith("workflow-execution.completed", "COMPLETED", "\"output\": {\"brief\": \"short\"}");
    Cli.Result result = cli.run("run", workflow.toString(), "--input", "{\"a\": 1}", "--watch");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("faithful PASS 0.9: Good.", "\"brief\" : \"short\"");
    assertThat(JsonMapper.shared().readTree(started().body()))
        .isEqualTo(JsonMapper.shared().readTree("{\"input\": {\"a\": 1}, \"version\": \"1.2.0\"}"));
    assertThat(server.asked("POST /api/v1/workflows").header("Content-Type"))
        .isEqualTo("application/yaml");
    assertThat(server.asked("GET /api/v1/executions/e1").header("Assay-Min-Position"))
        .isEqualTo("11");
  }

  @Test
  void shouldTakeTheInputFromAFile() throws IOException {
    endsWith("workflow-execution.completed", "COMPLETED", "\"output\": {}");
    Path input = folder.resolve("input.yaml");
    Files.writeString(input, "a: 1\n");
    assertThat(cli.run("run", workflow.toString(), "--input", input.toString()).exitCode())
        .isZero();
    assertThat(started().body()).contains("\"input\":{\"a\":1}");
  }

  @Test
  void shouldAnswerOneWhenTheExecutionFaults() {
    endsWith("workflow-execution.faulted", "FAULTED", "\"error\": {\"title\": \"No model\"}");
    Cli.Result result = cli.run("run", workflow.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("FAULTED", "No model");
  }

  @Test
  void shouldNotWaitForAPerson() {
    endsWith("workflow-execution.task-waiting", "WAITING", "\"output\": null");
    Cli.Result result = cli.run("run", workflow.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("a person has to decide");
  }

  @Test
  void shouldPrintTheExecutionAsJson() {
    endsWith("workflow-execution.completed", "COMPLETED", "\"output\": {}");
    Cli.Result result = cli.run("run", workflow.toString(), "--json", "--watch");
    assertThat(JsonMapper.shared().readTree(result.out()).get("status").stringValue())
        .isEqualTo("COMPLETED");
  }

  @Test
  void shouldAnswerTwoWhenFilesOrInputCannotBeRead() {
    assertThat(cli.run("run", "nowhere.yaml").exitCode()).isEqualTo(2);
    assertThat(cli.run("run", workflow.toString(), "--input", "{oops").exitCode()).isEqualTo(2);
    assertThat(cli.run("run", workflow.toString(), "--input", "nofile").exitCode()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void shouldListAgentsAndProjections() {
    server.on(
        "GET /api/v1/agents",
        Answer.json(
            200, "{\"items\": [{\"name\": \"judge\", \"version\": 2, \"role\": \"judge\"}]}"));
    server.on(
        "GET /api/v1/projections",
        Answer.json(
            200,
            "[{\"name\": \"agents\", \"status\": \"LIVE\", \"position\": 12, \"lagEvents\": 0,"
                + " \"deadLetters\": 0}]"));
    assertThat(cli.run("agents", "list").out()).contains("NAME", "judge", "2");
    assertThat(cli.run("agents", "list", "--json").out()).contains("\"version\" : 2");
    assertThat(cli.run("projections", "list").out()).contains("agents", "LIVE", "12");
    assertThat(cli.run("projections", "list", "--json").out()).contains("\"position\" : 12");
  }

  @Test
  void shouldRebuildAProjectionAndTellHowFarItIs() {
    server.on("POST /api/v1/projections/agents/rebuild", Answer.json(202, "{}"));
    Iterator<String> looks =
        List.of(
                "{\"rebuild\": {\"status\": \"LOADING\", \"processed\": 500, \"total\": 1000,"
                    + " \"eventsPerSecond\": 250, \"etaSeconds\": 2}}",
                "{\"rebuild\": {\"status\": \"COMPLETED\", \"comparison\": {\"equal\": true}}}")
            .iterator();
    server.on("GET /api/v1/projections/agents", asked -> Answer.json(200, looks.next()));

    Cli.Result result = cli.run("projections", "rebuild", "agents");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("loading", "[============            ]", "500 of 1,000, 250 events/s, 2 s left")
        .contains("live, equal to the build before");
    assertThat(server.asked("POST /api/v1/projections/agents/rebuild").body()).contains("AUTO");
    assertThat(cli.run("projections", "rebuild").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldSayWhenARebuildWaitsForSomebody() {
    server.on("POST /api/v1/projections/agents/rebuild", Answer.json(202, "{}"));
    server.on(
        "GET /api/v1/projections/agents",
        Answer.json(200, "{\"rebuild\": {\"status\": \"READY\", \"attention\": \"they differ\"}}"));

    Cli.Result result = cli.run("projections", "rebuild", "agents");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("they differ");
  }

  private FakeServer.Asked started() {
    return server.asked("POST /api/v1/workflows/w1/executions");
  }

  private void endsWith(String event, String status, String member) {
    server.on(
        "GET /api/v1/executions/e1/stream",
        Answer.events(
            "id: 10\nevent: validation.verdict-recorded\ndata: {\"timestamp\":"
                + " \"2026-01-01T00:00:00Z\", \"payload\": {\"verdict\": {\"validator\":"
                + " \"faithful\", \"outcome\": \"PASS\", \"score\": 0.9, \"reason\": \"Good.\"}}}\n\n"
                + "id: 11\nevent: "
                + event
                + "\ndata: {\"timestamp\": \"2026-01-01T00:00:01Z\", \"payload\": {}}\n\n"));
    server.on(
        "GET /api/v1/executions/e1",
        Answer.json(200, "{\"status\": \"" + status + "\", " + member + "}"));
  }
}
