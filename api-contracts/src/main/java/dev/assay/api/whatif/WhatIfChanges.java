package dev.assay.api.whatif;

import dev.assay.api.privacy.Personal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be different. Patches are JSON Merge Patches (RFC 7396): a member replaces, null takes
 * away.
 *
 * @param input patch of the execution's input; only from the start
 * @param everyAgent patch of every agent's definition; null for none
 * @param agents changes of single agents, made after that
 * @param pipeline patch of every validation pipeline of the workflow, such as {@code {"policy":
 *     {"threshold": 0.9}}}; null for none
 * @param rubric patch of every judge's rubric; null for none
 * @param validators changes of single validators, made after those
 */
public record WhatIfChanges(
    @Personal @Nullable JsonNode input,
    @Personal @Nullable JsonNode everyAgent,
    List<AgentChange> agents,
    @Personal @Nullable JsonNode pipeline,
    @Personal @Nullable JsonNode rubric,
    List<ValidatorChange> validators) {

  public static final WhatIfChanges NONE =
      new WhatIfChanges(null, null, List.of(), null, null, List.of());

  public WhatIfChanges {
    agents = List.copyOf(agents);
    validators = List.copyOf(validators);
  }

  /** Whether something of the workflow's definition is to be different. */
  public boolean ofWorkflow() {
    return pipeline != null || rubric != null || !validators.isEmpty();
  }
}
