package dev.assay.domain.workflow;

import dev.assay.api.id.Hashes;
import dev.assay.domain.workflow.expression.Template;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compiles a definition in the CNCF Serverless Workflow DSL 1.0. It does not know which agents
 * exist; {@link CompiledWorkflow#agents} says which are named, and where.
 */
public final class WorkflowCompiler {
  /** The largest text, in bytes of UTF-8. */
  public static final int MAX_SOURCE_BYTES = 1 << 20;

  public static final String YAML = "application/yaml";
  public static final String JSON = "application/json";

  private static final List<String> ROOT = List.of("document", "do", "input", "output");
  private static final List<String> UNSUPPORTED = List.of("use", "schedule", "timeout", "evaluate");

  private WorkflowCompiler() {}

  /**
   * Compiles a text.
   *
   * @param type {@value #YAML} or {@value #JSON}; parameters and case do not matter, and any other
   *     type is read as YAML
   */
  public static Compilation compile(String source, String type) {
    if (source.getBytes(StandardCharsets.UTF_8).length > MAX_SOURCE_BYTES) {
      return fault(
          new SourceFault(
              Position.START,
              "too-large",
              "Expected a definition of at most 1 MiB, but it is larger"));
    }
    try {
      return compile(isJson(type) ? JsonSource.read(source) : YamlSource.read(source));
    } catch (SourceFault fault) {
      return fault(fault);
    }
  }

  /**
   * The tasks of a definition that was registered. What a compiler of another time thinks of it
   * does not matter any more.
   */
  public static CompiledWorkflow registered(JsonNode definition) {
    CompiledWorkflow workflow = read(new SourceText(definition, Map.of()), (_, _, _, _) -> {});
    if (workflow == null) {
      throw new IllegalStateException("A registered definition has no document");
    }
    return workflow;
  }

  static boolean isJson(String type) {
    return type.toLowerCase(Locale.ROOT).contains("json");
  }

  private static Compilation fault(SourceFault fault) {
    Problems problems = new Problems(new SourceText(EMPTY, Map.of("", fault.position())));
    problems.error("", fault.code(), String.valueOf(fault.getMessage()), fault.hint());
    return new Compilation(null, problems.errors(), problems.warnings());
  }

  private static final JsonNode EMPTY =
      tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();

  private static Compilation compile(SourceText source) {
    Problems problems = new Problems(source);
    if (!source.json().isObject()) {
      problems.error("", "type", "Expected a workflow definition to be an object, but it is not");
      return new Compilation(null, problems.errors(), problems.warnings());
    }
    checkRoot(source.json(), problems);
    CompiledWorkflow workflow = read(source, problems::error);
    if (workflow != null) {
      new FlowCheck(problems).check(workflow.steps());
      if (!problems.hasErrors()) {
        checkTasks(source.json(), workflow.steps(), problems);
      }
    }
    return new Compilation(
        problems.hasErrors() ? null : workflow, problems.errors(), problems.warnings());
  }

  private static void checkRoot(JsonNode root, Problems problems) {
    for (String name : root.propertyNames()) {
      if (UNSUPPORTED.contains(name)) {
        problems.error(
            SourceText.token(name),
            "unsupported",
            "Expected a workflow without " + name + ", but it has it",
            "Supported are document, input.from, output.as and do");
      } else if (!ROOT.contains(name)) {
        problems.error(
            SourceText.token(name),
            "unknown-member",
            "Expected a workflow to have document, do, input and output, but it has " + name,
            Suggestion.didYouMean(name, ROOT));
      }
    }
    DslSchema.checkWorkflow(
        root,
        (pointer, code, detail, hint) -> {
          boolean told =
              code.equals(DslSchema.MODEL_CODE)
                  ? problems.hasErrors()
                  : !pointer.isEmpty() && problems.hasErrorsWithin(pointer);
          if (!told) {
            problems.error(pointer, code, detail, hint);
          }
        });
    String dsl = root.at("/document/dsl").asString("");
    if (!dsl.isEmpty() && !dsl.startsWith("1.0.")) {
      problems.error(
          "/document/dsl",
          "dsl-version",
          "Expected version 1.0 of the DSL, but it is " + dsl,
          "Write dsl: '1.0.0'");
    }
  }

  private static @Nullable CompiledWorkflow read(SourceText source, Faults faults) {
    JsonNode root = source.json();
    JsonNode document = root.path("document");
    StepReader reader = new StepReader(source, faults);
    List<Step> steps = reader.steps(root.get("do"), "/do", 1);
    Members members = new Members(root, "", faults);
    Template inputFrom = reader.transformation(members, "input", "from");
    Template outputAs = reader.transformation(members, "output", "as");
    String namespace = document.path("namespace").asString("");
    String name = document.path("name").asString("");
    String version = document.path("version").asString("");
    if (namespace.isEmpty() || name.isEmpty() || version.isEmpty()) {
      return null;
    }
    return new CompiledWorkflow(
        namespace,
        name,
        version,
        Hashes.ofJson(root),
        root,
        inputFrom,
        outputAs,
        steps,
        reader.agents());
  }

  private static void checkTasks(JsonNode root, List<Step> steps, Problems problems) {
    for (Step step : steps) {
      JsonNode task = root.at(step.reference());
      switch (step) {
        case Step.Do group -> {
          DslSchema.checkTask("do", task, step.reference(), problems::error);
          checkTasks(root, group.steps(), problems);
        }
        case Step.Fork fork -> {
          DslSchema.checkTask("fork", task, step.reference(), problems::error);
          checkTasks(root, fork.branches(), problems);
        }
        case Step.SetData _ -> DslSchema.checkTask("set", task, step.reference(), problems::error);
        case Step.Switch _ ->
            DslSchema.checkTask("switch", task, step.reference(), problems::error);
        case Step.CallAgent _, Step.CallValidate _ ->
            DslSchema.checkTask("call", task, step.reference(), problems::error);
      }
    }
  }
}
