package dev.assay.cli.run;

import dev.assay.cli.Failure;
import dev.assay.cli.api.ApiAnswer;
import dev.assay.cli.api.ApiClient;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Registers and starts. */
public final class Executions {
  /** An execution that has been accepted; {@code position} is that of its first events. */
  public record Started(String executionId, long position) {}

  private Executions() {}

  /** Registers the definition unless it is there, and answers the workflow's id. */
  public static String register(ApiClient api, Path workflow) {
    String type = workflow.toString().endsWith(".json") ? "application/json" : "application/yaml";
    return api.post("/workflows", type, Documents.text(workflow)).text("workflowId");
  }

  /**
   * @param version null takes the latest
   */
  public static Started start(
      ApiClient api, String workflowId, JsonNode input, @Nullable String version) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("input", input);
    if (version != null) {
      body.put("version", version);
    }
    ApiAnswer answer =
        api.post("/workflows/" + workflowId + "/executions", body, UUID.randomUUID().toString());
    return new Started(answer.text("executionId"), answer.position());
  }

  /** The version that a definition gives itself; a definition without one is wrong use. */
  public static String versionOf(Path workflow) {
    JsonNode version = Documents.yaml(workflow).at("/document/version");
    if (!version.isString()) {
      throw Failure.wrongUse("Expected " + workflow + " to have a document.version");
    }
    return version.stringValue();
  }
}
