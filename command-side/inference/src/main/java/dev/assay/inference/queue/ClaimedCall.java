package dev.assay.inference.queue;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelRef;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A call that this process leases.
 *
 * @param eventId the event that asked for it
 * @param attempts how often it has been leased, this time included
 * @param envelope metadata of that event: tenant, correlation, request id, actor
 * @param request the event's payload as JSON, its texts sealed
 */
public record ClaimedCall(
    ModelCallId requestId,
    AgentExecutionId agentExecutionId,
    UUID tenantId,
    UUID eventId,
    UUID leaseId,
    int attempts,
    ModelRef model,
    int priority,
    Instant requestedAt,
    Instant deadline,
    Map<String, String> envelope,
    byte[] request) {}
