package dev.assay.query.whatif.batch;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.audit.access.RecordedReads;
import dev.assay.query.reading.Filters;
import dev.assay.query.whatif.BodyFault;
import dev.assay.query.whatif.KeptQuestion;
import dev.assay.query.whatif.Questions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One question of many executions, for auditors and operators. Figures are shown without more;
 * whoever asks, and whoever is shown texts, is recorded.
 */
@RestController
@Tag(name = "Audit")
public class BatchQueries {
  private static final String PATH = "/api/v1/what-ifs";
  private static final String ONE = PATH + "/{id}";
  private static final String ANSWER = ONE + "/executions/{executionId}";
  private static final PageQuery.Order ORDER = new PageQuery.Order("ordinal", false);

  private final Batches batches;
  private final ChosenExecutions chosen;
  private final Lines lines;
  private final Summaries summaries;
  private final BatchRunner runner;
  private final RecordedReads recorded;
  private final Questions questions;
  private final Sealing sealing;

  BatchQueries(
      Batches batches,
      ChosenExecutions chosen,
      Lines lines,
      Summaries summaries,
      BatchRunner runner,
      RecordedReads recorded,
      Questions questions,
      Sealing sealing) {
    this.batches = batches;
    this.chosen = chosen;
    this.lines = lines;
    this.summaries = summaries;
    this.runner = runner;
    this.recorded = recorded;
    this.questions = questions;
    this.sealing = sealing;
  }

  @PostMapping(PATH)
  @Operation(
      summary = "Asks what-if of many executions, within a budget (auditors, operators)",
      description =
          "Of the executions that are named or selected, one after the other. The question is that"
              + " of mode what-if of a replay. It ends with BUDGET_SPENT where the budget does.")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = BatchViews.Requested.class)))
  ResponseEntity<BatchViews.Requested> begin(
      Caller caller, @RequestBody BatchViews.Request request) {
    requireRole(caller);
    KeptQuestion question = request.question().meant();
    Budget budget = request.allowed();
    List<UUID> executions = executions(caller, request, budget);
    UUID whatIfId = Uuids.next();
    record(caller, "POST " + PATH, Map.of("id", whatIfId, "executions", executions.size()));
    Whose whose = new Whose(caller.tenant().value(), null, RetentionClass.CONTENT, whatIfId);
    batches.add(
        caller.tenant(),
        whatIfId,
        questions.sealed(question, whose),
        budget,
        executions,
        caller.actor().principal());
    runner.nudge();
    return ResponseEntity.accepted()
        .location(URI.create(PATH + "/" + whatIfId))
        .body(new BatchViews.Requested(whatIfId, Batch.Status.PENDING, executions.size()));
  }

  @GetMapping(PATH)
  @Operation(summary = "What was asked of many executions, the newest first (auditors, operators)")
  Page<BatchViews.Listed> list(Caller caller, PageQuery page) {
    requireRole(caller);
    page.order(new PageQuery.Order("createdAt", true), Set.of());
    return batches.list(caller.tenant(), page).map(BatchViews.Listed::of);
  }

  @GetMapping(ONE)
  @Operation(summary = "How far it is, and what came of it in figures (auditors, operators)")
  BatchViews.WhatIf find(Caller caller, @PathVariable UUID id) {
    requireRole(caller);
    Batch batch = batches.require(caller.tenant(), id);
    return BatchViews.WhatIf.of(batch, summaries.of(caller.tenant(), id));
  }

  @GetMapping(ONE + "/executions")
  @Operation(
      summary = "What came of each execution, in figures (auditors, operators)",
      description = "In the order in which they are asked.")
  Page<Line> executions(
      Caller caller,
      PageQuery page,
      @PathVariable UUID id,
      @RequestParam @Nullable String conclusion) {
    requireRole(caller);
    page.order(ORDER, Set.of());
    String wanted = Filters.oneOf("conclusion", conclusion, Filters.names(Outcome.values()));
    batches.require(caller.tenant(), id);
    return lines.list(caller.tenant(), id, wanted, page);
  }

  @GetMapping(ANSWER)
  @Operation(
      summary = "The three lanes of one execution, and how they differ (auditors, operators)")
  BatchViews.Answer answer(Caller caller, @PathVariable UUID id, @PathVariable UUID executionId) {
    requireRole(caller);
    record(caller, "GET " + ANSWER, Map.of("id", id, "executionId", executionId));
    Batch batch = batches.require(caller.tenant(), id);
    Lines.WithReport found = lines.require(caller.tenant(), id, executionId);
    JsonNode sealed = found.sealed();
    return new BatchViews.Answer(
        id,
        questions.shown(batch.question(), batch.tenant()),
        found.line(),
        sealed == null ? null : sealing.open(sealed, batch.tenant().value()));
  }

  @PostMapping(ONE + "/cancellation")
  @Operation(
      summary = "Ends it (auditors, operators)",
      description = "What has been answered stays; nothing happens where it has ended already.")
  @ApiResponse(responseCode = "204")
  ResponseEntity<Void> cancel(Caller caller, @PathVariable UUID id) {
    requireRole(caller);
    batches.require(caller.tenant(), id);
    record(caller, "POST " + ONE + "/cancellation", Map.of("id", id));
    batches.cancel(caller.tenant(), id);
    return ResponseEntity.noContent().build();
  }

  private List<UUID> executions(Caller caller, BatchViews.Request request, Budget budget) {
    List<UUID> named = request.executions();
    AskedSelection selection = request.selection();
    if (named != null && selection == null) {
      if (named.isEmpty() || named.size() > Budget.MOST_EXECUTIONS) {
        throw BodyFault.at(
            "/executions",
            "Expected 1 to %d ids, but there are %d"
                .formatted(Budget.MOST_EXECUTIONS, named.size()));
      }
      return chosen.named(caller.tenant(), named);
    }
    if (selection == null || named != null) {
      throw BodyFault.at("", "Expected either executions or a selection, but got neither or both");
    }
    return chosen.selected(caller.tenant(), selection, selection.most(budget));
  }

  private static void requireRole(Caller caller) {
    caller.requireAny(Role.AUDITOR, Role.OPERATOR);
  }

  private void record(Caller caller, String operation, Map<String, Object> values) {
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    values.forEach((name, value) -> parameters.put(name, value.toString()));
    recorded.record(caller, operation, parameters);
  }
}
