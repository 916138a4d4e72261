package dev.assay.query.agentexecutions;

import dev.assay.http.Caller;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Runs of agents, for anyone of the tenant. */
@RestController
@Reads("agent-executions")
@Tag(name = "Agent executions")
public class AgentExecutionQueries {
  private static final Limit MAX_CALLS = Limit.of(100);

  private final TenantReader reader;
  private final AgentExecutions executions;
  private final AgentExecutions.Calls calls;

  AgentExecutionQueries(
      TenantReader reader, AgentExecutions executions, AgentExecutions.Calls calls) {
    this.reader = reader;
    this.executions = executions;
    this.calls = calls;
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
