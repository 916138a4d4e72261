package dev.assay.domain.workflow;

import dev.assay.domain.workflow.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A definition that can be run.
 *
 * @param definition the text as JSON
 * @param contentHash of the definition; formatting and the order of members do not change it
 * @param inputFrom transforms the execution's input; null leaves it
 * @param outputAs transforms the last task's output; null leaves it
 * @param agents every place that names an agent
 */
public record CompiledWorkflow(
    String namespace,
    String name,
    String version,
    String contentHash,
    JsonNode definition,
    @Nullable Template inputFrom,
    @Nullable Template outputAs,
    List<Step> steps,
    List<AgentUse> agents) {

  public CompiledWorkflow {
    steps = List.copyOf(steps);
    agents = List.copyOf(agents);
  }
}
