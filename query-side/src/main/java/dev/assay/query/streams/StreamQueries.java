package dev.assay.query.streams;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.TenantId;
import dev.assay.api.inference.TokenFeed;
import dev.assay.eventstore.tail.EventTails;
import dev.assay.eventstore.tail.RecordOfTenant;
import dev.assay.eventstore.tail.TailSubscription;
import dev.assay.http.Caller;
import dev.assay.http.stream.LiveStream;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.ProjectionPositions;
import dev.assay.query.reading.Reads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Live streams (server-sent events), for anyone of the tenant. */
@RestController
@Tag(name = "Streams")
public class StreamQueries {
  private static final Duration LINKS_IN = Duration.ofSeconds(5);
  private static final Set<String> EXECUTION_ENDS =
      Set.of(
          "workflow-execution.completed",
          "workflow-execution.faulted",
          "workflow-execution.cancelled");
  private static final Set<String> AGENT_EXECUTION_ENDS =
      Set.of("agent-execution.completed", "agent-execution.failed", "agent-execution.cancelled");

  private final EventTails tails;
  private final RecordOfTenant record;
  private final ExecutionLinks links;
  private final ProjectionPositions positions;
  private final ObjectProvider<TokenFeed> tokens;

  StreamQueries(
      EventTails tails,
      RecordOfTenant record,
      ExecutionLinks links,
      ProjectionPositions positions,
      ObjectProvider<TokenFeed> tokens) {
    this.tails = tails;
    this.record = record;
    this.links = links;
    this.positions = positions;
    this.tokens = tokens;
  }

  @GetMapping(
      path = "/api/v1/executions/{executionId}/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Reads("executions")
  @Operation(
      summary = "The events of an execution and of all that it started, as they happen",
      description = "Ends when the execution ends; Last-Event-ID resumes. At most one hour.")
  SseEmitter execution(
      Caller caller,
      @PathVariable UUID executionId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    long after = position(lastEventId);
    TenantId tenant = caller.tenant();
    requireRecorded(tenant, "WorkflowExecution", executionId, "execution");
    TailSubscription live = tails.subscribe(tenant);
    return orClose(
        live,
        () -> {
          awaitLinks(live.startPosition());
          return start(
              new EventStream.Watch(tenant, executionId, EXECUTION_ENDS, after),
              new Trail(links.of(tenant, executionId)),
              live,
              null);
        });
  }

  @GetMapping(
      path = "/api/v1/agent-executions/{agentExecutionId}/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Reads("agent-executions")
  @Operation(
      summary = "The events of a run of an agent, and its text as it is produced",
      description =
          "Text comes as events named text, without id; the recorded answer is what counts.")
  SseEmitter agentExecution(
      Caller caller,
      @PathVariable UUID agentExecutionId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    long after = position(lastEventId);
    TenantId tenant = caller.tenant();
    requireRecorded(tenant, "AgentExecution", agentExecutionId, "agent execution");
    TailSubscription live = tails.subscribe(tenant);
    return orClose(
        live,
        () -> {
          TokenFeed feed = tokens.getIfAvailable();
          return start(
              new EventStream.Watch(tenant, agentExecutionId, AGENT_EXECUTION_ENDS, after),
              new Trail(List.of(agentExecutionId)),
              live,
              feed == null ? null : feed.subscribe(tenant, new AgentExecutionId(agentExecutionId)));
        });
  }

  /** By the record, not by a read model: a stream may be opened as soon as the work is accepted. */
  private void requireRecorded(TenantId tenant, String type, UUID id, String what) {
    if (!record.exists(tenant, type, id)) {
      throw CommandRejected.notFound(what, id);
    }
  }

  private SseEmitter start(
      EventStream.Watch watch,
      Trail trail,
      TailSubscription live,
      TokenFeed.@Nullable Subscription texts) {
    return LiveStream.start(
        watch.aggregate().toString(), new EventStream(watch, trail, record, live, texts));
  }

  /** What the execution started before the stream begins must be known by then. */
  private void awaitLinks(long position) {
    try {
      if (!positions.await(
          List.of("agent-executions", "validations", "reviews"), position, LINKS_IN)) {
        throw notYet("Expected the read models to be up to date, but they are not there yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notYet("Expected to stream, but the server stops");
    }
  }

  private static SseEmitter orClose(
      TailSubscription live, java.util.function.Supplier<SseEmitter> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      live.close();
      throw e;
    }
  }

  private static CommandRejected notYet(String message) {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE, message, Map.of("retryAfterSeconds", "1"), List.of());
  }

  private static long position(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isBlank()) {
      return 0;
    }
    try {
      return Long.parseLong(lastEventId.trim());
    } catch (NumberFormatException e) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT,
          "Expected Last-Event-ID to be the id of an event of this stream"
              + Filters.but(lastEventId));
    }
  }
}
