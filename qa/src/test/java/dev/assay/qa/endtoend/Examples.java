package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What lies in {@code examples/}, and how it is run. */
final class Examples {
  static final String ACCEPTED_AT_ONCE = "08-audit-finding-access";
  static final String ACCEPTED_AFTER_REVISION = "05-customer-complaint";
  static final String REJECTED = "04-record-quarter-press-release";
  static final String FOR_A_PERSON = "06-supplier-self-assessment";

  private static final Duration MODELS_NEED = Duration.ofSeconds(90);

  private Examples() {}

  static Path folder() {
    return Path.of("..", "examples").toAbsolutePath().normalize();
  }

  /** Registers agents and workflow and answers the workflow's id. */
  static String register(Api api) {
    for (String agent : List.of("summariser", "judge", "assistant")) {
      JsonNode body = YAMLMapper.shared().readTree(read("agents/" + agent + ".yaml"));
      assertThat(api.put("/agents/" + agent, body).status()).isIn(200, 201);
    }
    Answer workflow = workflow(api, read("workflows/document-brief.yaml"));
    assertThat(workflow.status()).as(workflow.toString()).isEqualTo(201);
    return workflow.body().get("workflowId").stringValue();
  }

  static Answer workflow(Api api, String yaml) {
    return api.send("POST", "/workflows", yaml, "application/yaml", Map.of());
  }

  /** A workflow {@code qa/<name>} in version 1.0.0; {@code tasks} begin in column 1. */
  static String workflowOf(Api api, String name, String tasks) {
    Answer answer = workflow(api, definition(name, tasks));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.body().get("workflowId").stringValue();
  }

  static String definition(String name, String tasks) {
    return """
        document:
          dsl: '1.0.0'
          namespace: qa
          name: %s
          version: '1.0.0'
        do:
        %s"""
        .formatted(name, tasks.indent(2));
  }

  static Map<String, Object> input(String document) {
    return Map.of(
        "document", Map.of("title", document, "text", read("documents/" + document + ".md")));
  }

  /** Starts an execution and answers its id. */
  static String start(Api api, String workflowId, Object input) {
    Answer started = api.post("/workflows/" + workflowId + "/executions", Map.of("input", input));
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    return started.body().get("executionId").stringValue();
  }

  /** Waits until the execution has one of the statuses, and answers it. */
  static JsonNode awaitStatus(Api api, String executionId, String... statuses) {
    Set<String> wanted = Set.of(statuses);
    return await()
        .atMost(MODELS_NEED)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> api.get("/executions/" + executionId).body(),
            execution -> wanted.contains(execution.path("status").asString("")));
  }

  static String read(String file) {
    try {
      return Files.readString(folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected the examples to hold " + file, e);
    }
  }
}
