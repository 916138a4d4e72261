package dev.assay.query.whatif;

import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.ValidatorChange;
import dev.assay.api.whatif.WhatIfChanges;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is to be different, as it is written in a request. Short forms are patches in the end. */
@Schema(description = "What is to be different; patches are JSON Merge Patches (RFC 7396)")
public record AskedChanges(
    @Schema(description = "provider/model: the only one that every agent prefers")
        @Nullable String model,
    @Schema(description = "Version of the agent, where the execution ran exactly one")
        @Nullable Integer agentVersion,
    @Schema(description = "Of every agent") @Nullable String instructions,
    @Schema(description = "Of every agent") @Nullable BigDecimal temperature,
    @Schema(description = "Of every agent") @Nullable Integer maxOutputTokens,
    @Schema(description = "Patch of every judge's rubric") @Nullable ObjectNode rubric,
    @Schema(description = "Patch of every validation pipeline, such as {policy: {threshold: 0.9}}")
        @Nullable ObjectNode pipeline,
    @Schema(description = "Patch of the execution's input") @Nullable JsonNode input,
    @Schema(description = "By the agent's name") @Nullable Map<String, AskedAgent> agents,
    @Schema(description = "Patches by the validator's name")
        @Nullable Map<String, ObjectNode> validators) {

  private static final String HERE = "/changes";
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 200;

  static final AskedChanges NONE =
      new AskedChanges(null, null, null, null, null, null, null, null, null, null);

  WhatIfChanges meant() {
    AskedAgent every =
        new AskedAgent(null, model, instructions, temperature, maxOutputTokens, null);
    AskedAgent.requireVersion(HERE + "/agentVersion", agentVersion);
    return new WhatIfChanges(
        input, every.patch(HERE), agentChanges(), pipeline, rubric, validatorChanges());
  }

  private List<AgentChange> agentChanges() {
    String all = HERE + "/agents";
    Map<String, AskedAgent> asked = atMost(all, agents);
    return asked.entrySet().stream()
        .map(one -> one.getValue().change(BodyFault.below(all, one.getKey()), one.getKey()))
        .toList();
  }

  private List<ValidatorChange> validatorChanges() {
    String all = HERE + "/validators";
    Map<String, ObjectNode> asked = atMost(all, validators);
    asked
        .keySet()
        .forEach(
            name -> {
              if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw BodyFault.at(
                    all,
                    "Expected names of 1 to " + LONGEST_NAME + " characters, but one has another");
              }
            });
    return asked.entrySet().stream()
        .map(one -> new ValidatorChange(one.getKey(), one.getValue()))
        .toList();
  }

  /** Maps are read with nulls where they are sent; a null changes nothing that could be named. */
  private static <T> Map<String, T> atMost(String pointer, @Nullable Map<String, T> asked) {
    if (asked == null) {
      return Map.of();
    }
    if (asked.size() > MOST) {
      throw BodyFault.at(
          pointer, "Expected at most %d, but there are %d".formatted(MOST, asked.size()));
    }
    asked.forEach(
        (name, value) -> {
          if (value == null) {
            throw BodyFault.at(
                BodyFault.below(pointer, name), "Expected an object, but it is null");
          }
        });
    return asked;
  }
}
