package dev.assay.api.inference;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks a worker in role inference to call a model now. Dispatched locally by the worker that holds
 * the lease; never routed to another process.
 *
 * @param leaseId the lease under which the call is made
 * @param deadline when an answer is of no more use
 */
@AllowedTo(services = true)
public record RunInference(
    AgentExecutionId agentExecutionId,
    ModelCallId requestId,
    UUID leaseId,
    ModelRef model,
    ModelParameters parameters,
    List<ModelMessage> messages,
    @Nullable JsonNode outputSchema,
    Instant deadline) {}
