package dev.assay.query.whatif;

import dev.assay.api.agent.AgentNames;
import dev.assay.api.event.EventJson;
import dev.assay.api.inference.ModelRef;
import dev.assay.api.whatif.AgentChange;
import dev.assay.http.problem.Quoted;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One agent made different, as it is written in a request. Short forms go before what {@code
 * definition} says of the same.
 */
public record AskedAgent(
    @Schema(description = "The version to run instead") @Nullable Integer version,
    @Schema(description = "provider/model: the only one that it prefers") @Nullable String model,
    @Nullable String instructions,
    @Nullable BigDecimal temperature,
    @Nullable Integer maxOutputTokens,
    @Schema(description = "JSON Merge Patch of the version's definition")
        @Nullable ObjectNode definition) {

  private static final String DEFAULT_MODEL = "default";

  AgentChange change(String pointer, String name) {
    if (!AgentNames.isValid(name)) {
      throw BodyFault.at(pointer, "Expected the name of an agent, but it is " + Quoted.of(name));
    }
    requireVersion(pointer + "/version", version);
    return new AgentChange(name, version, patch(pointer));
  }

  /** A patch of a definition; null where nothing is said. */
  @Nullable ObjectNode patch(String pointer) {
    ObjectNode patch =
        definition == null ? EventJson.mapper().createObjectNode() : definition.deepCopy();
    if (instructions != null) {
      patch.put("instructions", instructions);
    }
    if (model != null) {
      requireModel(pointer + "/model", model);
      patch.withObject("/model").putArray("prefer").add(model);
    }
    if (temperature != null) {
      patch.withObject("/model").put("temperature", temperature);
    }
    if (maxOutputTokens != null) {
      patch.withObject("/model").put("maxOutputTokens", maxOutputTokens);
    }
    return patch.isEmpty() ? null : patch;
  }

  static void requireVersion(String pointer, @Nullable Integer version) {
    if (version != null && version < 1) {
      throw BodyFault.at(pointer, "Expected a version from 1 on, but it is " + version);
    }
  }

  private static void requireModel(String pointer, String model) {
    try {
      if (!model.equals(DEFAULT_MODEL)) {
        ModelRef.of(model);
      }
    } catch (IllegalArgumentException e) {
      throw BodyFault.at(
          pointer, "Expected a model as provider/model, but it is " + Quoted.of(model));
    }
  }
}
