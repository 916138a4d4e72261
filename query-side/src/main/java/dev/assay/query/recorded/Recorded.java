package dev.assay.query.recorded;

/** What is run and can be decided anew from its record. */
public enum Recorded {
  EXECUTION("WorkflowExecution", "executions", "execution"),
  AGENT_EXECUTION("AgentExecution", "agent-executions", "agent execution"),
  VALIDATION("Validation", "validations", "validation"),
  CONVERSATION("Conversation", "conversations", "conversation");

  private final String aggregateType;
  private final String path;
  private final String noun;

  Recorded(String aggregateType, String path, String noun) {
    this.aggregateType = aggregateType;
    this.path = path;
    this.noun = noun;
  }

  String aggregateType() {
    return aggregateType;
  }

  /** The segment of its paths in the API. */
  public String path() {
    return path;
  }

  String noun() {
    return noun;
  }

  String withArticle() {
    return (this == EXECUTION || this == AGENT_EXECUTION ? "an " : "a ") + noun;
  }
}
