package dev.assay.command.execution;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.subject.DataSubjects;
import dev.assay.command.workflow.Registration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Starts executions of workflows. */
@RestController
@RequestMapping("/api/v1/workflows")
@Tag(name = "Executions")
public class StartController {
  /**
   * One run of a registered workflow.
   *
   * @param version null takes the one that was registered last
   * @param deadline when it is given up; null leaves it without
   * @param priority 0 to 9, the highest first; null takes 5
   * @param subjectId the person whose data it is, as the client names them; null is nobody
   */
  public record NewExecution(
      JsonNode input,
      @Nullable String version,
      @Nullable Integer priority,
      @Nullable Instant deadline,
      @Nullable String subjectId) {}

  /**
   * A run of a workflow that is registered, or is registered on the way.
   *
   * @param definition JSON, or YAML as a string; either this or {@code workflowId}
   * @param subjectId the person whose data it is, as the client names them; null is nobody
   */
  public record RunOf(
      @Nullable WorkflowId workflowId,
      @Nullable JsonNode definition,
      JsonNode input,
      @Nullable Integer priority,
      @Nullable Instant deadline,
      @Nullable String subjectId) {}

  private final CommandDispatcher commands;
  private final Registration registration;
  private final DataSubjects subjects;
  private final Clock clock;

  public StartController(
      CommandDispatcher commands, Registration registration, DataSubjects subjects, Clock clock) {
    this.commands = commands;
    this.registration = registration;
    this.subjects = subjects;
    this.clock = clock;
  }

  @PostMapping("/{id}/executions")
  @Operation(summary = "Run a workflow")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<ExecutionAccepted> start(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable WorkflowId id,
      @RequestBody NewExecution wanted) {
    return start(
        subjects.of(request, wanted.subjectId()),
        id,
        wanted.version(),
        wanted.input(),
        wanted.priority(),
        wanted.deadline());
  }

  @PostMapping("/execute")
  @Operation(summary = "Run a workflow by id, or by a definition that is registered first")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<ExecutionAccepted> execute(
      @Parameter(hidden = true) CommandRequest request, @RequestBody RunOf wanted) {
    JsonNode definition = wanted.definition();
    if (definition == null && wanted.workflowId() != null) {
      return start(
          subjects.of(request, wanted.subjectId()),
          wanted.workflowId(),
          null,
          wanted.input(),
          wanted.priority(),
          wanted.deadline());
    }
    if (definition == null || wanted.workflowId() != null) {
      throw Limits.invalid(
          "",
          "Expected either workflowId or definition, but there "
              + (definition == null ? "is neither" : "are both"));
    }
    // Refused before the definition is registered, or half of the request would be done. A repeat
    // was let in once; meanwhile its deadline may have passed.
    int priority = Limits.priority(wanted.priority());
    if (!request.repeat()) {
      Limits.future("/deadline", wanted.deadline(), clock.instant());
    }
    boolean yaml = definition.isString();
    var registered =
        registration
            .register(
                request.step("register"),
                yaml ? definition.stringValue() : definition.toString(),
                yaml ? "application/yaml" : "application/json")
            .result();
    return start(
        subjects.of(request.step("start"), wanted.subjectId()),
        registered.workflowId(),
        registered.version(),
        wanted.input(),
        priority,
        wanted.deadline());
  }

  private ResponseEntity<ExecutionAccepted> start(
      CommandRequest request,
      WorkflowId workflow,
      @Nullable String version,
      JsonNode input,
      @Nullable Integer priority,
      @Nullable Instant deadline) {
    ExecutionId id = new ExecutionId(request.newId("execution"));
    return commands
        .send(
            request,
            new StartExecution(id, workflow, version, input, Limits.priority(priority), deadline))
        .accepted("/api/v1/executions/" + id, new ExecutionAccepted(id));
  }
}
