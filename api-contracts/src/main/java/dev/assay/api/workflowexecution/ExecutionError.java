package dev.assay.api.workflowexecution;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import org.jspecify.annotations.Nullable;

/**
 * Why a task or an execution failed, in the form of the workflow DSL.
 *
 * @param type such as {@code https://serverlessworkflow.io/spec/1.0.0/errors/timeout}
 * @param status an HTTP-like status
 * @param instance JSON pointer of the task in the definition
 */
public record ExecutionError(
    @Clear String type,
    int status,
    @Personal String title,
    @Personal @Nullable String detail,
    @Clear @Nullable String instance) {}
