package dev.assay.domain.agent;

/** Where an agent stands in its life. */
public enum AgentStatus {
  ACTIVE,
  RETIRED
}
