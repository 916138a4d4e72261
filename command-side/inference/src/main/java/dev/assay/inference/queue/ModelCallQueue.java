package dev.assay.inference.queue;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts calls into the queue and takes them out. Every method may be repeated without effect and
 * joins the transaction that is open on the data source, so that a row and the position of the
 * event behind it are stored together.
 */
public final class ModelCallQueue {
  private static final String ADD =
      """
      INSERT INTO work.model_calls (request_id, tenant_id, agent_execution_id, event_id, provider,
        model, priority, requested_at, not_before, deadline, metadata, request)
      VALUES (:requestId, :tenantId, :executionId, :eventId, :provider, :model, :priority,
        :requestedAt, :notBefore, :deadline, CAST(:metadata AS jsonb), :request)
      ON CONFLICT (request_id) DO NOTHING""";

  private final JdbcClient jdbc;

  /**
   * @param dataSource connections of the processor role
   */
  public ModelCallQueue(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * @param call with its texts as they are stored: it is kept as it is given
   * @param eventId the id of the event that asks for the call
   * @param envelope what a command on its behalf must carry: tenant, correlation, request, actor
   */
  public void add(
      ModelCallRequested call,
      UUID tenantId,
      UUID eventId,
      Instant requestedAt,
      Map<String, String> envelope) {
    jdbc.sql(ADD)
        .param("requestId", call.requestId().value())
        .param("tenantId", tenantId)
        .param("executionId", call.agentExecutionId().value())
        .param("eventId", eventId)
        .param("provider", call.model().provider())
        .param("model", call.model().model())
        .param("priority", call.priority())
        .param("requestedAt", Timestamp.from(requestedAt))
        .param("notBefore", Timestamp.from(call.notBefore()))
        .param("deadline", Timestamp.from(call.deadline()))
        .param("metadata", EventJson.mapper().writeValueAsString(envelope))
        .param("request", EventJson.mapper().writeValueAsBytes(call))
        .update();
  }

  /** The call is decided. */
  public void remove(ModelCallId requestId) {
    jdbc.sql("DELETE FROM work.model_calls WHERE request_id = :id")
        .param("id", requestId.value())
        .update();
  }

  /** The execution has ended: nobody waits for any of its calls. */
  public void removeAllOf(AgentExecutionId executionId) {
    jdbc.sql("DELETE FROM work.model_calls WHERE agent_execution_id = :id")
        .param("id", executionId.value())
        .update();
  }
}
