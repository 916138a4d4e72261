package dev.assay.command.agent;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An agent's definition as it is sent.
 *
 * @param role such as {@code drafter}, {@code judge} or {@code assistant}
 * @param instructions the system prompt; <code>{{name}}</code> is replaced by that member of the
 *     input
 * @param outputSchema a JSON Schema that answers must match; null takes the answer as text
 */
public record AgentBody(
    String role,
    String instructions,
    Model model,
    @Nullable JsonNode outputSchema,
    @Nullable List<String> tools,
    @Nullable Limits limits) {

  /**
   * Which models it may use.
   *
   * @param prefer models as {@code provider/model} or {@code default}, tried in this order
   * @param residency {@code local} allows only the installation's own machines
   */
  public record Model(
      List<String> prefer,
      @Nullable String residency,
      @Nullable BigDecimal maxCostUsd,
      @Nullable Double temperature,
      @Nullable Integer maxOutputTokens) {}

  /** Limits of one run; what is left out has its default. */
  public record Limits(
      @Nullable Integer maxModelCalls,
      @Nullable Integer maxTokens,
      @Nullable Integer maxToolCalls,
      @Nullable Integer timeoutSeconds) {

    private static final Limits NONE = new Limits(null, null, null, null);

    AgentLimits orDefaults() {
      AgentLimits byDefault = AgentLimits.DEFAULT;
      return new AgentLimits(
          Objects.requireNonNullElse(maxModelCalls, byDefault.maxModelCalls()),
          Objects.requireNonNullElse(maxTokens, byDefault.maxTokens()),
          Objects.requireNonNullElse(maxToolCalls, byDefault.maxToolCalls()),
          Objects.requireNonNullElse(timeoutSeconds, byDefault.timeoutSeconds()));
    }
  }

  /** Throws {@code INVALID_ARGUMENT} in the words of the definition's own rules. */
  AgentDefinition toDefinition() {
    try {
      return new AgentDefinition(
          role,
          instructions,
          new ModelPolicy(
              model.prefer(),
              model.residency(),
              model.maxCostUsd(),
              model.temperature(),
              model.maxOutputTokens()),
          outputSchema,
          tools == null ? List.of() : tools,
          Objects.requireNonNullElse(limits, Limits.NONE).orDefaults());
    } catch (IllegalArgumentException e) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }
}
