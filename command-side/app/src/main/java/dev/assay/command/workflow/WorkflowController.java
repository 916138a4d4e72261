package dev.assay.command.workflow;

import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowCommand.RegisteredWorkflow;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.dispatch.Dispatched;
import dev.assay.domain.workflow.Compilation;
import dev.assay.domain.workflow.WorkflowCompiler;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers and checks workflow definitions. */
@RestController
@RequestMapping(
    path = "/api/v1/workflows",
    consumes = {"application/yaml", "application/x-yaml", "text/yaml", "application/json"})
@Tag(name = "Workflows")
public class WorkflowController {
  /** The version that was registered, or that has been there already. */
  public record WorkflowVersion(
      WorkflowId workflowId, String namespace, String name, String version, String contentHash) {}

  /** What is wrong, and what is probably not meant. Nothing is stored. */
  public record Check(boolean valid, List<InputError> errors, List<InputError> warnings) {}

  private final Registration registration;

  public WorkflowController(Registration registration) {
    this.registration = registration;
  }

  @PostMapping
  @Operation(summary = "Register a version of a workflow, as YAML or JSON")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<WorkflowVersion> register(
      @Parameter(hidden = true) CommandRequest request,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String type,
      @RequestBody byte[] source) {
    Dispatched<RegisteredWorkflow> done =
        registration.register(request, SourceBytes.text(source), type);
    RegisteredWorkflow workflow = done.result();
    WorkflowVersion answer =
        new WorkflowVersion(
            workflow.workflowId(),
            workflow.namespace(),
            workflow.name(),
            workflow.version(),
            workflow.contentHash());
    return done.created("/api/v1/workflows/" + workflow.workflowId(), answer);
  }

  @PostMapping("/validation")
  @Operation(summary = "Check a definition without storing it")
  Check check(
      Caller caller,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String type,
      @RequestBody byte[] source) {
    caller.requireAny(Role.DESIGNER, Role.AGENT_RUNNER, Role.TENANT_ADMIN);
    Compilation compilation = WorkflowCompiler.compile(SourceBytes.text(source), type);
    return new Check(compilation.workflow() != null, compilation.errors(), compilation.warnings());
  }
}
