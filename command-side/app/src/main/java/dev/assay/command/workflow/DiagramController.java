package dev.assay.command.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.WorkflowId;
import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.WorkflowCompiler;
import dev.assay.domain.workflow.diagram.WorkflowDiagram;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
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
  private static final MediaType MERMAID =
      new MediaType(MediaType.parseMediaType("text/vnd.mermaid"), StandardCharsets.UTF_8);
  private static final MediaType SVG =
      new MediaType(MediaType.parseMediaType("image/svg+xml"), StandardCharsets.UTF_8);

  private final RegisteredVersions versions;

  public DiagramController(RegisteredVersions versions) {
    this.versions = versions;
  }

  @GetMapping("/api/v1/workflows/{id}/diagram")
  @Operation(
      summary = "A workflow as a flowchart",
      description = "format is mermaid (text/vnd.mermaid) or svg (image/svg+xml)")
  ResponseEntity<String> draw(
      Caller caller,
      @PathVariable WorkflowId id,
      @RequestParam(defaultValue = "mermaid") String format,
      @RequestParam(required = false) @Nullable String version) {
    caller.requireAny(
        Role.DESIGNER, Role.AGENT_RUNNER, Role.OPERATOR, Role.AUDITOR, Role.TENANT_ADMIN);
    return switch (format) {
      case "mermaid" ->
          ResponseEntity.ok()
              .contentType(MERMAID)
              .body(WorkflowDiagram.mermaid(workflow(caller, id, version)));
      case "svg" ->
          // Opened by itself an SVG is a page of this origin: it may do nothing but look well.
          ResponseEntity.ok()
              .contentType(SVG)
              .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
              .body(WorkflowDiagram.svg(workflow(caller, id, version)));
      default ->
          throw new CommandRejected(
              RejectionCode.INVALID_ARGUMENT,
              "Expected format to be mermaid or svg, but it is another");
    };
  }

  private CompiledWorkflow workflow(Caller caller, WorkflowId id, @Nullable String version) {
    return WorkflowCompiler.registered(versions.find(caller.tenant(), id, version).definition());
  }
}
