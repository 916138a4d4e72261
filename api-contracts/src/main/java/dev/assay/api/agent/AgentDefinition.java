package dev.assay.api.agent;

import dev.assay.api.privacy.Clear;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent is.
 *
 * @param role what it does, such as {@code drafter}, {@code judge} or {@code assistant}
 * @param instructions the system prompt, a template: <code>{{name}}</code> is replaced by that
 *     member of the input; at most 32,000 characters
 * @param outputSchema a JSON Schema that the answer is parsed against; null takes the answer as
 *     text
 * @param tools names of tools it may call
 */
public record AgentDefinition(
    @Clear String role,
    @Clear String instructions,
    ModelPolicy model,
    @Clear @Nullable JsonNode outputSchema,
    @Clear List<String> tools,
    AgentLimits limits) {

  public AgentDefinition {
    tools = List.copyOf(tools);
    if (role.isBlank() || role.length() > 100) {
      throw new IllegalArgumentException(
          "Expected role to have 1 to 100 characters, but it has " + role.length());
    }
    if (instructions.isBlank() || instructions.length() > 32_000) {
      throw new IllegalArgumentException(
          "Expected instructions to have 1 to 32000 characters, but they have "
              + instructions.length());
    }
  }
}
