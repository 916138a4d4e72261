package dev.assay.command.agent;

import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.command.Cancellation;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ends runs of agents. */
@RestController
@Tag(name = "Agents")
public class AgentExecutionController {
  private final CommandDispatcher commands;

  public AgentExecutionController(CommandDispatcher commands) {
    this.commands = commands;
  }

  @PostMapping("/api/v1/agent-executions/{id}/cancellation")
  @Operation(summary = "Cancel a run of an agent")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> cancel(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable AgentExecutionId id,
      @RequestBody(required = false) @Nullable Cancellation cancellation) {
    return commands
        .send(request, new CancelAgentExecution(id, Cancellation.reasonOf(cancellation)))
        .noContent();
  }
}
