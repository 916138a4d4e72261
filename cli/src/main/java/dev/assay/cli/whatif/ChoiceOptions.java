package dev.assay.cli.whatif;

import dev.assay.cli.Failure;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Of which executions it is asked, and what that may take. */
final class ChoiceOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "<executionId>",
      description = "The executions; one is shown in three lanes, many are counted.")
  private @Nullable List<UUID> executions;

  @Option(
      names = "--workflow",
      paramLabel = "<workflow>",
      description = "Instead: the newest executions of a workflow (id, name or namespace/name).")
  private @Nullable String workflow;

  @Option(
      names = "--workflow-version",
      paramLabel = "<version>",
      description = "Only those of this version of it.")
  private @Nullable String version;

  @Option(
      names = "--status",
      paramLabel = "<status>",
      description = "Only those that are, such as COMPLETED or FAULTED.")
  private @Nullable String status;

  @Option(
      names = "--from-time",
      paramLabel = "<time>",
      description = "Only those that started then or later, such as 2026-11-21T09:30:00Z.")
  private @Nullable String from;

  @Option(
      names = "--to-time",
      paramLabel = "<time>",
      description = "Only those that started before.")
  private @Nullable String to;

  @Option(names = "--limit", paramLabel = "<n>", description = "The newest so many of them.")
  private @Nullable Integer limit;

  @Option(
      names = "--max-executions",
      paramLabel = "<n>",
      description = "Answer at most so many (default 1000).")
  private @Nullable Integer maxExecutions;

  @Option(
      names = "--max-seconds",
      paramLabel = "<s>",
      description = "Compute for at most so long (default 600).")
  private @Nullable Integer maxSeconds;

  @Option(names = "--max-events", paramLabel = "<n>", description = "Read at most so many events.")
  private @Nullable Long maxEvents;

  @Option(
      names = "--max-cost-usd",
      paramLabel = "<usd>",
      description = "Stop when the candidates' calls would have cost so much together.")
  private @Nullable BigDecimal maxCostUsd;

  /** The one execution that is asked; null where there are many. */
  @Nullable UUID single() {
    return executions != null && executions.size() == 1 && !selects() && !limits()
        ? executions.getFirst()
        : null;
  }

  boolean isGiven() {
    return executions != null || selects() || limits();
  }

  /** Adds the choice and the budget to a request. */
  void into(ObjectNode request) {
    if ((executions == null) == !selects()) {
      throw Failure.wrongUse(
          "Expected ids of executions or --workflow and the like, but got neither or both");
    }
    if (executions != null) {
      ArrayNode ids = request.putArray("executions");
      executions.forEach(id -> ids.add(id.toString()));
    } else {
      request.set("selection", selection());
    }
    ObjectNode budget = JsonMapper.shared().createObjectNode();
    if (maxExecutions != null) {
      budget.put("maxExecutions", maxExecutions);
    }
    if (maxSeconds != null) {
      budget.put("maxSeconds", maxSeconds);
    }
    if (maxEvents != null) {
      budget.put("maxEvents", maxEvents);
    }
    if (maxCostUsd != null) {
      budget.put("maxCostUsd", maxCostUsd);
    }
    if (!budget.isEmpty()) {
      request.set("budget", budget);
    }
  }

  private ObjectNode selection() {
    ObjectNode selection = JsonMapper.shared().createObjectNode();
    QuestionOptions.put(selection, "workflow", workflow);
    QuestionOptions.put(selection, "version", version);
    QuestionOptions.put(selection, "status", status);
    QuestionOptions.put(selection, "startedFrom", from);
    QuestionOptions.put(selection, "startedTo", to);
    if (limit != null) {
      selection.put("limit", limit);
    }
    return selection;
  }

  private boolean selects() {
    return workflow != null
        || version != null
        || status != null
        || from != null
        || to != null
        || limit != null;
  }

  private boolean limits() {
    return maxExecutions != null || maxSeconds != null || maxEvents != null || maxCostUsd != null;
  }
}
