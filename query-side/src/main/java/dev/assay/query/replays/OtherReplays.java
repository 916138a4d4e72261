package dev.assay.query.replays;

import dev.assay.http.Caller;
import dev.assay.query.recorded.Recorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Replays of what was run without a workflow. They can be verified, but not changed. */
@RestController
@Tag(name = "Audit")
public class OtherReplays {
  private final ReplayRequests requests;

  OtherReplays(ReplayRequests requests) {
    this.requests = requests;
  }

  @PostMapping("/api/v1/agent-executions/{id}/replays")
  @Operation(
      summary = "Decides an agent's run anew from its record (auditors, operators)",
      description = "Of one that was asked for by itself. Mode verify, as for executions.")
  ResponseEntity<ReplayViews.Requested> ofAgent(
      Caller caller, @PathVariable UUID id, @RequestBody ReplayViews.VerifyRequest request) {
    return requests.verify(caller, Recorded.AGENT_EXECUTION, id, request);
  }

  @PostMapping("/api/v1/validations/{id}/replays")
  @Operation(
      summary = "Decides a validation anew from its record (auditors, operators)",
      description = "Of one that was asked for by itself. Mode verify, as for executions.")
  ResponseEntity<ReplayViews.Requested> ofValidation(
      Caller caller, @PathVariable UUID id, @RequestBody ReplayViews.VerifyRequest request) {
    return requests.verify(caller, Recorded.VALIDATION, id, request);
  }

  @PostMapping("/api/v1/conversations/{id}/replays")
  @Operation(
      summary = "Decides a conversation anew from its record (auditors, operators)",
      description = "Mode verify, as for executions.")
  ResponseEntity<ReplayViews.Requested> ofConversation(
      Caller caller, @PathVariable UUID id, @RequestBody ReplayViews.VerifyRequest request) {
    return requests.verify(caller, Recorded.CONVERSATION, id, request);
  }
}
