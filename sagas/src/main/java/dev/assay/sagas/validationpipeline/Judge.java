package dev.assay.sagas.validationpipeline;

import dev.assay.api.privacy.Clear;
import dev.assay.api.validation.ValidatorSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A validator whose verdict is awaited from an agent.
 *
 * @param validator its name in the pipeline
 * @param version null takes the latest
 * @param rubric what it judges by; an empty object where none is given
 * @param threshold the least score that passes; null leaves it to the judge
 */
record Judge(
    @Clear String validator,
    @Clear String agent,
    @Nullable Integer version,
    @Clear JsonNode rubric,
    @Nullable Double threshold) {

  /** Null where the settings name no agent. */
  static @Nullable Judge of(ValidatorSpec spec) {
    String agent = spec.judgeAgent();
    if (agent == null) {
      return null;
    }
    JsonNode version = spec.with().get("version");
    JsonNode rubric = spec.with().get("rubric");
    JsonNode threshold = rubric == null ? null : rubric.get("threshold");
    return new Judge(
        spec.name(),
        agent,
        version != null && version.isIntegralNumber() && version.canConvertToInt()
            ? version.intValue()
            : null,
        rubric != null && rubric.isObject() ? rubric : JsonNodeFactory.instance.objectNode(),
        threshold != null && threshold.isNumber() ? threshold.doubleValue() : null);
  }
}
