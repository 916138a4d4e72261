package dev.assay.domain.agent;

import dev.assay.api.agent.AgentDefinition;

/** One version of an agent; versions count from 1. */
public record AgentVersion(
    String name, int version, String contentHash, AgentDefinition definition) {}
