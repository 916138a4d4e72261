package dev.assay.domain.workflowexecution;

import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.domain.workflow.Step;
import dev.assay.domain.workflow.expression.ExpressionFault;
import dev.assay.domain.workflow.expression.JqExpression;
import dev.assay.domain.workflow.expression.JsonSize;
import dev.assay.domain.workflow.expression.Template;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates expressions with the variables that the DSL gives them. */
final class DataFlow {
  /** The largest piece of data, in characters of JSON. */
  static final long MAX_DATA = 1 << 20;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ExecutionStarted started;

  DataFlow(ExecutionStarted started) {
    this.started = started;
  }

  /** The variables of a task's expressions; input and output are null where there are none yet. */
  Map<String, JsonNode> variables(
      @Nullable Step step, JsonNode context, @Nullable JsonNode input, @Nullable JsonNode output) {
    Map<String, JsonNode> variables = new HashMap<>();
    variables.put("context", context);
    variables.put("workflow", workflow());
    if (input != null) {
      variables.put("input", input);
    }
    if (output != null) {
      variables.put("output", output);
    }
    if (step != null) {
      ObjectNode task = JSON.objectNode();
      task.put("name", step.name());
      task.put("reference", step.reference());
      variables.put("task", task);
    }
    return variables;
  }

  private ObjectNode workflow() {
    ObjectNode workflow = JSON.objectNode();
    workflow.put("id", started.executionId().toString());
    workflow.put("namespace", started.namespace());
    workflow.put("name", started.name());
    workflow.put("version", started.version());
    workflow.set("input", started.input());
    workflow.set("definition", started.definition());
    return workflow;
  }

  /** Throws {@link ExpressionFault}; a missing template leaves the data as it is. */
  JsonNode apply(@Nullable Template template, JsonNode data, Map<String, JsonNode> variables) {
    JsonNode result = template == null ? data : template.evaluate(data, variables);
    if (JsonSize.upTo(result, MAX_DATA) > MAX_DATA) {
      throw new ExpressionFault("Expected data of at most 1 MiB, but there is more");
    }
    return result;
  }

  /** A condition holds unless its value is false or null, as in jq. */
  boolean holds(JqExpression condition, JsonNode data, Map<String, JsonNode> variables) {
    JsonNode value = condition.evaluate(data, variables);
    return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
  }
}
