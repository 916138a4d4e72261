package dev.assay.domain.workflow;

import static java.util.Objects.requireNonNull;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.serverlessworkflow.api.WorkflowFormat;
import io.serverlessworkflow.api.types.CallFunction;
import io.serverlessworkflow.api.types.DoTask;
import io.serverlessworkflow.api.types.ForkTask;
import io.serverlessworkflow.api.types.SetTask;
import io.serverlessworkflow.api.types.SwitchTask;
import io.serverlessworkflow.api.types.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks against the DSL's own schema and model, both from its Java SDK.
 *
 * <p>The workflow and each task are checked on their own, with nested tasks taken out: the schema
 * of a task is "one of twelve kinds", which answers a fault with twelve complaints and takes time
 * exponential in the depth.
 */
final class DslSchema {
  /** The code of a fault that the schema lets pass and the SDK's model does not. */
  static final String MODEL_CODE = "model";

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final Map<String, Class<?>> MODEL =
      Map.of(
          "do", DoTask.class,
          "set", SetTask.class,
          "fork", ForkTask.class,
          "switch", SwitchTask.class,
          "call", CallFunction.class);

  private static final Schema WORKFLOW;
  private static final Map<String, Schema> TASKS = new HashMap<>();

  static {
    ObjectNode root = load();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaLoader(loader -> loader.block(iri -> true))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .locale(Locale.ROOT)
                            .pathType(PathType.JSON_POINTER)
                            .build()));
    root.remove("$id");
    WORKFLOW = registry.getSchema(root);
    for (JsonNode call : root.at("/$defs/callTask/oneOf")) {
      if (call.path("title").asString().equals("CallFunction")) {
        ((ObjectNode) root.get("$defs")).set("functionTask", call);
      }
    }
    for (String kind : MODEL.keySet()) {
      ObjectNode task = MAPPER.createObjectNode();
      task.set("$schema", root.get("$schema"));
      task.put("$ref", "#/$defs/" + (kind.equals("call") ? "function" : kind) + "Task");
      task.set("$defs", root.get("$defs"));
      TASKS.put(kind, registry.getSchema(task));
    }
  }

  private DslSchema() {}

  private static ObjectNode load() {
    try (InputStream schema =
        Workflow.class.getClassLoader().getResourceAsStream("schema/workflow.yaml")) {
      if (schema == null) {
        throw new IllegalStateException("The DSL's schema is not in its SDK any more");
      }
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(schema);
      return (ObjectNode) MAPPER.<JsonNode>valueToTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells what is wrong with a definition apart from its tasks. */
  static void checkWorkflow(JsonNode definition, Faults faults) {
    ObjectNode shallow = (ObjectNode) definition.deepCopy();
    shallow.set("do", MAPPER.createArrayNode());
    check(WORKFLOW, Workflow.class, shallow, "", faults);
  }

  /**
   * Tells what is wrong with a task apart from those in it.
   *
   * @param kind the member that says what it does: do, set, fork, switch or call
   */
  static void checkTask(String kind, JsonNode task, String pointer, Faults faults) {
    ObjectNode shallow = (ObjectNode) task.deepCopy();
    if (kind.equals("do")) {
      shallow.set("do", MAPPER.createArrayNode());
    } else if (kind.equals("fork") && shallow.get("fork") instanceof ObjectNode fork) {
      fork.set("branches", MAPPER.createArrayNode());
    }
    check(
        requireNonNull(TASKS.get(kind)), requireNonNull(MODEL.get(kind)), shallow, pointer, faults);
  }

  private static void check(
      Schema schema, Class<?> model, JsonNode json, String pointer, Faults faults) {
    boolean valid = true;
    for (Error error : schema.validate(json)) {
      valid = false;
      String at = pointer + error.getInstanceLocation();
      String property = error.getProperty();
      boolean extra = property != null && error.getKeyword().endsWith("Properties");
      faults.add(
          extra ? at + SourceText.token(property) : at,
          "schema",
          "Expected what the DSL 1.0 has here, but " + error.getMessage(),
          null);
    }
    if (valid) {
      try {
        WorkflowFormat.JSON.mapper().readValue(json.toString(), model);
      } catch (IOException | RuntimeException e) {
        faults.add(
            pointer, MODEL_CODE, "Expected what the DSL 1.0 has here, but it cannot be read", null);
      }
    }
  }
}
