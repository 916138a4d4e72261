package dev.assay.api.validation;

import dev.assay.api.privacy.Clear;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One validator of a pipeline.
 *
 * @param name unique within the pipeline
 * @param with settings of its kind: see {@code docs/how-to/add-a-validator.md}
 * @param weight its share in a weighted policy; above 0
 * @param onFail what its failing verdict asks for
 */
public record ValidatorSpec(
    @Clear String name, ValidatorKind kind, @Clear JsonNode with, double weight, OnFail onFail) {

  public ValidatorSpec {
    if (name.isBlank() || name.length() > 63 || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "Expected a validator's name to have 1 to 63 characters and no colon, but it is '"
              + name.substring(0, Math.min(name.length(), 63))
              + "'");
    }
    if (!(weight > 0 && weight <= 1000)) {
      throw new IllegalArgumentException(
          "Expected the weight of " + name + " above 0 and at most 1000, but it is " + weight);
    }
  }

  /** The agent that judges; null unless the kind is judge. */
  public @Nullable String judgeAgent() {
    JsonNode agent = with.get("agent");
    return kind == ValidatorKind.JUDGE && agent != null && agent.isString()
        ? agent.stringValue()
        : null;
  }
}
