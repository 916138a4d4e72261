package dev.assay.domain.agent;

import static dev.assay.domain.Json.json;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.id.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Agents for examples. */
public final class AgentExamples {
  public static final ModelPolicy ANY_MODEL =
      new ModelPolicy(List.of("default"), null, null, null, null);

  public static final JsonNode SUMMARY_SCHEMA =
      json("{'type': 'object', 'required': ['text'], 'properties': {'text': {'type': 'string'}}}");

  private AgentExamples() {}

  /** A drafter that answers with {@code {text}}. */
  public static AgentDefinition aSummariser() {
    return new AgentDefinition(
        "drafter",
        "Summarise the document in at most {{maxWords}} words.",
        ANY_MODEL,
        json(
            "{'type': 'object', 'required': ['text'], 'properties': {'text': {'type': 'string'}}}"),
        List.of(),
        AgentLimits.DEFAULT);
  }

  /** An agent that answers with text. */
  public static AgentDefinition anAssistant() {
    return new AgentDefinition(
        "assistant", "Answer politely.", ANY_MODEL, null, List.of(), AgentLimits.DEFAULT);
  }

  public static AgentDefinition withLimits(AgentDefinition agent, AgentLimits limits) {
    return new AgentDefinition(
        agent.role(),
        agent.instructions(),
        agent.model(),
        agent.outputSchema(),
        agent.tools(),
        limits);
  }

  public static AgentDefinition withMaxCost(AgentDefinition agent, String usd) {
    ModelPolicy policy = new ModelPolicy(List.of("default"), null, new BigDecimal(usd), null, null);
    return new AgentDefinition(
        agent.role(),
        agent.instructions(),
        policy,
        agent.outputSchema(),
        agent.tools(),
        agent.limits());
  }

  /** Version 1 of each of these agents, in every tenant. */
  public static AgentVersions agents(Map<String, AgentDefinition> definitions) {
    return new AgentVersions() {
      @Override
      public AgentVersion toRun(TenantId tenant, String name, @Nullable Integer version) {
        AgentDefinition definition = definitions.get(name);
        return definition == null
            ? AgentState.NONE.toRun(name, version)
            : new AgentVersion(name, 1, AgentDefinitions.hash(definition), definition);
      }
    };
  }
}
