package dev.assay.api.validation;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;

/** The task that waits for a validation. */
public record ValidationOrigin(ExecutionId executionId, TaskId taskId) {}
