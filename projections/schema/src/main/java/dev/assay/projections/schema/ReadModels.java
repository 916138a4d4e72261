package dev.assay.projections.schema;

import java.util.List;

/** The catalogue of read models. {@code db/read-model} holds their migrations. */
public final class ReadModels {
  /** The database schema of all of them. */
  public static final String SCHEMA = "read_model";

  /** Where their Flyway migrations are, on the class path. */
  public static final String MIGRATIONS = "db/read-model";

  public static final ReadModel TENANTS =
      new ReadModel(
          "tenants",
          1,
          "Tenants with tier, quotas and state.",
          List.of("Tenant"),
          List.of("tenants"));

  public static final ReadModel API_KEYS =
      new ReadModel(
          "api-keys", 1, "API keys without their secrets.", List.of("ApiKey"), List.of("api_keys"));

  public static final ReadModel AGENTS =
      new ReadModel(
          "agents",
          1,
          "Agents and every version of their definitions.",
          List.of("Agent"),
          List.of("agents", "agent_versions"));

  public static final ReadModel AGENT_EXECUTIONS =
      new ReadModel(
          "agent-executions",
          1,
          "Runs of agents with their model calls.",
          List.of("AgentExecution"),
          List.of("agent_executions", "agent_model_calls"));

  public static final ReadModel WORKFLOWS =
      new ReadModel(
          "workflows",
          1,
          "Workflows and every version of their definitions.",
          List.of("Workflow"),
          List.of("workflows", "workflow_versions"));

  public static final ReadModel EXECUTIONS =
      new ReadModel(
          "executions",
          1,
          "Runs of workflows with their tasks.",
          List.of("WorkflowExecution"),
          List.of("executions", "execution_tasks"));

  public static final ReadModel VALIDATIONS =
      new ReadModel(
          "validations",
          1,
          "Validations with their rounds and verdicts.",
          List.of("Validation"),
          List.of("validations", "validation_rounds", "validation_verdicts"));

  public static final ReadModel REVIEWS =
      new ReadModel(
          "reviews",
          1,
          "What people have to decide or decided.",
          List.of("Review"),
          List.of("reviews"));

  public static final ReadModel CONVERSATIONS =
      new ReadModel(
          "conversations",
          1,
          "Conversations with their messages.",
          List.of("Conversation"),
          List.of("conversations", "conversation_messages"));

  /** Beside conversations, since it needs the key store to be filled and is not needed to read. */
  public static final ReadModel CONVERSATION_SEARCH =
      new ReadModel(
          "conversation-search",
          1,
          "Which words are in which message, as marks that tell nothing without a secret.",
          List.of("Conversation", "Subject", "KeyChange"),
          List.of("conversation_words", "forgotten"));

  /** Apart from agent-executions, since what a call is made for is known from other aggregates. */
  public static final ReadModel COSTS =
      new ReadModel(
          "costs",
          1,
          "What model calls cost, and sums by hour, day, model, agent and workflow.",
          List.of("AgentExecution", "Validation", "WorkflowExecution"),
          List.of("cost_origins", "cost_calls", "cost_sums"));

  /** Of all aggregates: it reads the envelope only, so no event is unknown to it. */
  public static final ReadModel AUDIT_EVENTS =
      new ReadModel(
          "audit-events",
          2,
          "Where to find each event: by aggregate, type, actor, correlation, cause and time.",
          List.of(),
          List.of("audit_events"));

  private static final List<ReadModel> ALL =
      List.of(
          TENANTS,
          API_KEYS,
          AGENTS,
          AGENT_EXECUTIONS,
          WORKFLOWS,
          EXECUTIONS,
          VALIDATIONS,
          REVIEWS,
          CONVERSATIONS,
          CONVERSATION_SEARCH,
          COSTS,
          AUDIT_EVENTS);

  private ReadModels() {}

  public static List<ReadModel> all() {
    return ALL;
  }
}
