package dev.assay.sagas.executioncoordination;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.privacy.Clear;
import org.jspecify.annotations.Nullable;

/**
 * A task that others work on: an agent execution or a validation, the other is null.
 *
 * @param reference JSON pointer of the task in the definition
 */
record TaskAtWork(
    TaskId task,
    @Clear String reference,
    @Nullable AgentExecutionId agentExecution,
    @Nullable ValidationId validation) {}
