package dev.assay.command.execution;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.workflowexecution.ExecutionCommand.CancelExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.PauseExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.ResumeExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.RetryExecution;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Steers executions of workflows. */
@RestController
@RequestMapping("/api/v1/executions/{id}")
@Tag(name = "Executions")
public class ExecutionController {
  private final CommandDispatcher commands;

  public ExecutionController(CommandDispatcher commands) {
    this.commands = commands;
  }

  @PostMapping("/pause")
  @Operation(summary = "Start no further task until resumed")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> pause(
      @Parameter(hidden = true) CommandRequest request, @PathVariable ExecutionId id) {
    return commands.send(request, new PauseExecution(id)).noContent();
  }

  @PostMapping("/resume")
  @Operation(summary = "Go on with a paused execution")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> resume(
      @Parameter(hidden = true) CommandRequest request, @PathVariable ExecutionId id) {
    return commands.send(request, new ResumeExecution(id)).noContent();
  }

  @PostMapping("/cancellation")
  @Operation(summary = "Cancel an execution")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> cancel(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable ExecutionId id,
      @RequestBody(required = false) @Nullable Cancellation cancellation) {
    return commands
        .send(request, new CancelExecution(id, Cancellation.reasonOf(cancellation)))
        .noContent();
  }

  @PostMapping("/retry")
  @Operation(summary = "Run the failed tasks of a faulted execution again")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<ExecutionAccepted> retry(
      @Parameter(hidden = true) CommandRequest request, @PathVariable ExecutionId id) {
    return commands
        .send(request, new RetryExecution(id))
        .accepted("/api/v1/executions/" + id, new ExecutionAccepted(id));
  }
}
