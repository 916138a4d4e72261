package dev.assay.command.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.domain.workflow.WorkflowCompiler;
import dev.assay.domain.workflow.WorkflowDiagram;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws workflows. It is here because only the command side knows what a definition means. */
@RestController
@Tag(name = "Workflows")
public class DiagramController {
  private static final MediaType MERMAID = MediaType.parseMediaType("text/vnd.mermaid");

  private final RegisteredVersions versions;

  public DiagramController(RegisteredVersions versions) {
    this.versions = versions;
  }

  @GetMapping("/api/v1/workflows/{id}/diagram")
  @Operation(summary = "A workflow as a Mermaid flowchart")
  ResponseEntity<String> draw(
      Caller caller,
      @PathVariable WorkflowId id,
      @RequestParam(defaultValue = "mermaid") String format,
      @RequestParam(required = false) @Nullable String version) {
    caller.requireAny(
        Role.DESIGNER, Role.AGENT_RUNNER, Role.OPERATOR, Role.AUDITOR, Role.TENANT_ADMIN);
    requireMermaid(format);
    WorkflowVersionRegistered registered = versions.find(caller.tenant(), id, version);
    String diagram = WorkflowDiagram.mermaid(WorkflowCompiler.registered(registered.definition()));
    return ResponseEntity.ok().contentType(MERMAID).body(diagram);
  }

  private static void requireMermaid(String format) {
    switch (format) {
      case "mermaid" -> {}
      case "svg" ->
          throw new CommandRejected(
              RejectionCode.UNPROCESSABLE,
              "Expected format mermaid, but svg is not drawn here; any Mermaid renderer makes it"
                  + " of this answer");
      default ->
          throw new CommandRejected(
              RejectionCode.INVALID_ARGUMENT, "Expected format to be mermaid, but it is another");
    }
  }
}
