package dev.assay.api.agent;

import dev.assay.api.privacy.Clear;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models an agent may use.
 *
 * @param prefer models as {@code provider/model}, tried in this order; {@code default} stands for
 *     the installation's own; at least one
 * @param residency {@code local} allows only providers that run on the installation's own machines
 * @param maxCostUsd the most that one agent execution may cost, in US dollars
 * @param temperature 0 to 2; null is the provider's own
 * @param maxOutputTokens of one answer; null is the agent's limit
 */
public record ModelPolicy(
    @Clear List<String> prefer,
    @Clear @Nullable String residency,
    @Nullable BigDecimal maxCostUsd,
    @Nullable Double temperature,
    @Nullable Integer maxOutputTokens) {

  public ModelPolicy {
    prefer = List.copyOf(prefer);
    if (prefer.isEmpty() || prefer.size() > 10) {
      throw new IllegalArgumentException(
          "Expected model.prefer to name 1 to 10 models, but it names " + prefer.size());
    }
    if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "Expected model.temperature from 0 to 2, but it is " + temperature);
    }
  }
}
