package dev.assay.sagas.validationpipeline;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.privacy.Clear;
import org.jspecify.annotations.Nullable;

/**
 * A producer at work on the revision that a round asked for.
 *
 * @param outputPointer JSON pointer of the content within its output; null is all of it
 */
record Revising(int round, AgentExecutionId execution, @Clear @Nullable String outputPointer) {}
