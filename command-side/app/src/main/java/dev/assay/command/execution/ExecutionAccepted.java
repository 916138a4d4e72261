package dev.assay.command.execution;

import dev.assay.api.id.ExecutionId;

/** The execution that goes on now. */
public record ExecutionAccepted(ExecutionId executionId) {}
