package dev.assay.query.agentexecutions;

import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Made;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs of agents, for anyone of the tenant. */
@RestController
@Reads("agent-executions")
@Tag(name = "Agent executions")
public class AgentExecutionQueries {
  private static final Sorting<AgentExecutionSummary> SORTING =
      Sorting.<AgentExecutionSummary>newestFirst().ended(row -> row.endedAt);
  private static final Limit MAX_CALLS = Limit.of(100);

  private final TenantReader reader;
  private final AgentExecutions executions;
  private final AgentExecutions.Summaries summaries;
  private final AgentExecutions.Calls calls;

  AgentExecutionQueries(
      TenantReader reader,
      AgentExecutions executions,
      AgentExecutions.Summaries summaries,
      AgentExecutions.Calls calls) {
    this.reader = reader;
    this.executions = executions;
    this.summaries = summaries;
    this.calls = calls;
  }

  @GetMapping("/api/v1/agent-executions")
  @Operation(summary = "Runs of agents, the newest first; sort by createdAt or endedAt")
  Page<AgentExecutionViews.Summary> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String status,
      @RequestParam @Nullable String agent,
      @RequestParam @Nullable String ownerId,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to) {
    String wanted =
        Filters.oneOf("status", status, List.of("RUNNING", "COMPLETED", "FAILED", "CANCELLED"));
    Made made = Filters.made(from, to);
    Specification<AgentExecutionSummary> matching =
        Filters.<AgentExecutionSummary>equal("status", wanted)
            .and(Filters.equal("agent", agent))
            .and(Filters.equal("ownerId", Filters.id("ownerId", ownerId)))
            .and(Filters.made(made));
    return reader
        .read(caller, () -> Keyset.page(summaries, page, matching, SORTING.made(made)))
        .map(AgentExecutionViews.Summary::of);
  }

  @GetMapping("/api/v1/agent-executions/{agentExecutionId}")
  @Operation(summary = "One run of an agent with its model calls")
  ResponseEntity<AgentExecutionViews.Detail> one(
      Caller caller, @PathVariable UUID agentExecutionId) {
    return reader.read(
        caller,
        () ->
            Answers.one(
                executions.findById(agentExecutionId),
                row ->
                    AgentExecutionViews.Detail.of(
                        row,
                        calls.findByAgentExecutionIdOrderByCreatedPosition(
                            agentExecutionId, MAX_CALLS)),
                "agent execution",
                agentExecutionId));
  }
}
