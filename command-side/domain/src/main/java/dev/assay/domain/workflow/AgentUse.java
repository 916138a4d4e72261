package dev.assay.domain.workflow;

/**
 * A place where a workflow names an agent.
 *
 * @param pointer JSON pointer of the name
 */
public record AgentUse(String agent, String pointer, Position position) {}
