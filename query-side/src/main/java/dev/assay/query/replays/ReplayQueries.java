package dev.assay.query.replays;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import dev.assay.http.Caller;
import dev.assay.query.audit.access.RecordedReads;
import dev.assay.query.recorded.ExecutionEvents;
import dev.assay.query.recorded.Recorded;
import dev.assay.query.whatif.BodyFault;
import dev.assay.query.whatif.KeptQuestion;
import dev.assay.query.whatif.Questions;
import dev.assay.query.whatif.WhatIfWork;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Replays of executions, for auditors and operators. They read the record and never change it. */
@RestController
@Tag(name = "Audit")
public class ReplayQueries {
  private final ReplayRequests requests;
  private final ReplayStore store;
  private final ExecutionEvents executions;
  private final RecordedReads recorded;
  private final Questions questions;
  private final Sealing sealing;

  ReplayQueries(
      ReplayRequests requests,
      ReplayStore store,
      ExecutionEvents executions,
      RecordedReads recorded,
      Questions questions,
      Sealing sealing) {
    this.requests = requests;
    this.store = store;
    this.executions = executions;
    this.recorded = recorded;
    this.questions = questions;
    this.sealing = sealing;
  }

  static void requireRole(Caller caller) {
    caller.requireAny(Role.AUDITOR, Role.OPERATOR);
  }

  @PostMapping("/api/v1/executions/{id}/replays")
  @Operation(
      summary = "Decides an execution anew from its record (auditors, operators)",
      description =
          "mode verify: every command is carried out again in memory, with recorded answers, times"
              + " and decisions of people; each event must come out as it was recorded. mode"
              + " what-if: the same with something changed, from a task on; what the record has no"
              + " answer for is blocked or mocked and never counts as a pass.")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ReplayViews.Requested.class)))
  ResponseEntity<ReplayViews.Requested> begin(
      Caller caller, @PathVariable UUID id, @RequestBody ReplayViews.Request request) {
    requireRole(caller);
    String mode = requireMode(request);
    KeptQuestion question = mode.equals(WhatIfWork.MODE) ? request.question().meant() : null;
    return requests.accept(
        caller,
        Recorded.EXECUTION,
        id,
        mode,
        replayId ->
            question == null
                ? JsonMapper.shared().createObjectNode()
                : questions.sealed(question, whose(caller, id, replayId)));
  }

  private static String requireMode(ReplayViews.Request request) {
    String mode = String.valueOf(request.mode());
    if (!mode.equals(ReplayJob.VERIFY) && !mode.equals(WhatIfWork.MODE)) {
      throw BodyFault.at("/mode", "Expected mode to be verify or what-if, but it is " + mode);
    }
    if (mode.equals(ReplayJob.VERIFY) && !request.equals(ReplayViews.Request.TO_VERIFY)) {
      throw BodyFault.at("", "Expected nothing but the mode where it is verify, but there is more");
    }
    return mode;
  }

  /** The question may speak of the person whose data the execution is. */
  private Whose whose(Caller caller, UUID execution, UUID replayId) {
    return new Whose(
        caller.tenant().value(),
        executions.subjectOf(caller.tenant(), execution),
        RetentionClass.CONTENT,
        replayId);
  }

  @GetMapping(ReplayRequests.REPLAYS + "/{id}")
  @Operation(
      summary = "How far a replay is, and what came of it (auditors, operators)",
      description = "Where an event came out otherwise, the first such is shown with both sides.")
  ReplayViews.Replay find(Caller caller, @PathVariable UUID id) {
    requireRole(caller);
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    parameters.put("id", id.toString());
    recorded.record(caller, "GET " + ReplayRequests.REPLAYS + "/{id}", parameters);
    ReplayJob job =
        store.find(caller.tenant(), id).orElseThrow(() -> CommandRejected.notFound("replay", id));
    JsonNode result = job.result();
    return ReplayViews.Replay.of(
        job,
        job.isWhatIf() ? questions.shown(job.request(), job.tenant()) : null,
        result == null ? null : sealing.open(result, job.tenant().value()));
  }
}
