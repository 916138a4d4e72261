package dev.assay.domain.workflow;

import dev.assay.api.agent.AgentNames;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.domain.workflow.Step.CallAgent;
import dev.assay.domain.workflow.Step.CallValidate;
import dev.assay.domain.workflow.Step.Header;
import dev.assay.domain.workflow.expression.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the calls that a workflow can make: {@code agent} and {@code validate}. */
final class CallReader {
  static final List<String> CALLS = List.of("agent", "validate");

  private final SourceText source;
  private final Faults faults;
  private final ExpressionReader expressions;
  private final List<AgentUse> agents = new ArrayList<>();

  CallReader(SourceText source, Faults faults) {
    this.source = source;
    this.faults = faults;
    this.expressions = new ExpressionReader(faults);
  }

  List<AgentUse> agents() {
    return agents;
  }

  @Nullable Step call(Header header, Members task) {
    String call = task.text("call");
    if (call == null) {
      return null;
    }
    if (!CALLS.contains(call)) {
      faults.add(
          task.pointer("call"),
          "unsupported",
          "Expected call: agent or call: validate, but it is call: " + call,
          Suggestion.didYouMean(call, CALLS));
      return null;
    }
    JsonNode with = task.required("with");
    Members arguments =
        with == null ? null : Members.of(with, task.pointer("with"), "with", faults);
    if (arguments == null) {
      return null;
    }
    return call.equals("agent") ? agent(header, arguments) : validate(header, arguments);
  }

  private @Nullable Step agent(Header header, Members with) {
    with.only("with of call: agent", List.of("agent", "version", "input", "context"));
    String agent = with.requiredText("agent");
    Integer version = with.integer("version", 1, Integer.MAX_VALUE);
    Template input = optional(with, "input");
    Template context = optional(with, "context");
    if (agent == null) {
      return null;
    }
    if (!AgentNames.isValid(agent)) {
      faults.add(
          with.pointer("agent"),
          "agent-name",
          "Expected an agent's name (lower-case letters, digits, inner hyphens), but it is "
              + agent,
          agent.contains("${") ? "Write the name itself; it cannot be computed" : null);
      return null;
    }
    use(agent, with.pointer("agent"));
    return new CallAgent(
        header, agent, version, input == null ? ExpressionReader.nothing() : input, context);
  }

  private @Nullable Step validate(Header header, Members with) {
    with.only("with of call: validate", List.of("content", "context", "producer", "pipeline"));
    JsonNode content = with.required("content");
    JsonNode producer = with.get("producer");
    JsonNode pipeline = with.required("pipeline");
    Template what = content == null ? null : template(with, "content");
    Template context = optional(with, "context");
    if (pipeline == null) {
      return null;
    }
    refuseComputed(pipeline, with.pointer("pipeline"));
    PipelineSpec spec = PipelineReader.read(pipeline, producer, with.pointer(), faults);
    if (what == null || spec == null) {
      return null;
    }
    uses(spec, with);
    ProducerSpec reviser = spec.producer();
    Template producerInput =
        reviser == null
            ? null
            : expressions.template(reviser.input(), with.pointer("producer") + "/input");
    return new CallValidate(header, what, context, spec, producerInput);
  }

  /** A pipeline that could change with its data could not be checked before it runs. */
  private void refuseComputed(JsonNode json, String pointer) {
    if (json.isString()
        && json.stringValue().strip().startsWith("${")
        && json.stringValue().strip().endsWith("}")) {
      faults.add(
          pointer,
          "computed-pipeline",
          "Expected the pipeline's settings as they are, but this one is an expression",
          "Compute content, context and the producer's input instead");
    }
    if (json.isObject()) {
      json.forEachEntry((name, value) -> refuseComputed(value, pointer + SourceText.token(name)));
    }
    for (int i = 0; json.isArray() && i < json.size(); i++) {
      refuseComputed(json.get(i), pointer + "/" + i);
    }
  }

  private void uses(PipelineSpec spec, Members with) {
    if (spec.producer() != null) {
      use(spec.producer().agent(), with.pointer("producer") + "/agent");
    }
    for (int i = 0; i < spec.validators().size(); i++) {
      ValidatorSpec validator = spec.validators().get(i);
      String judge = validator.judgeAgent();
      if (judge != null) {
        use(judge, with.pointer("pipeline") + "/validators/" + i + "/with/agent");
      }
    }
  }

  private void use(String agent, String pointer) {
    agents.add(new AgentUse(agent, pointer, source.at(pointer)));
  }

  private @Nullable Template optional(Members with, String name) {
    return with.get(name) == null ? null : template(with, name);
  }

  private @Nullable Template template(Members with, String name) {
    JsonNode json = with.get(name);
    return json == null ? null : expressions.template(json, with.pointer(name));
  }
}
