package dev.assay.query.audit.exports;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.query.audit.access.RecordedReads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bundles of the tenant's record, for its auditors. */
@RestController
@Tag(name = "Audit")
public class ExportQueries {
  private static final String PATH = "/api/v1/audit/exports";
  private static final String ZIP = "application/zip";

  private final Exports exports;
  private final ExportFolder folder;
  private final RecordedReads recorded;

  ExportQueries(Exports exports, ExportFolder folder, RecordedReads recorded) {
    this.exports = exports;
    this.folder = folder;
    this.recorded = recorded;
  }

  @PostMapping(PATH)
  @Operation(
      summary = "Begins an export: a file that proves what happened without this server (auditors)",
      description =
          "scope is {kind: tenant}, {kind: positions, from, to}, {kind: execution, executionId} or"
              + " {kind: aggregate, aggregateId}. What is withheld is replaced by its hash.")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ExportViews.Requested.class)))
  ResponseEntity<ExportViews.Requested> begin(
      Caller caller, @RequestBody ExportViews.Request request) {
    caller.requireAny(Role.AUDITOR);
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    parameters.put("scope", JsonMapper.shared().writeValueAsString(request.scope()));
    if (request.withhold() != null) {
      parameters.put("withhold", String.join(",", request.withhold()));
    }
    recorded.record(caller, "POST " + PATH, parameters);
    ExportJob job = exports.request(caller, request);
    return ResponseEntity.accepted()
        .location(URI.create(PATH + "/" + job.exportId()))
        .body(new ExportViews.Requested(job.exportId(), job.status()));
  }

  @GetMapping(PATH + "/{id}")
  @Operation(summary = "How far an export is (auditors)")
  ExportViews.Status status(Caller caller, @PathVariable UUID id) {
    caller.requireAny(Role.AUDITOR);
    return ExportViews.Status.of(exports.find(caller, id));
  }

  @GetMapping(value = PATH + "/{id}/content", produces = ZIP)
  @Operation(
      summary = "The bundle, once it is finished (auditors)",
      description = "Check it with `assay verify`. Parts can be asked for with Range.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  ResponseEntity<Resource> content(Caller caller, @PathVariable UUID id) {
    caller.requireAny(Role.AUDITOR);
    ExportJob job = exports.find(caller, id);
    if (job.status() != ExportJob.Status.COMPLETED) {
      throw CommandRejected.invalidState(
          "Expected a finished export, but it is "
              + job.status()
              + (job.failure() == null ? "" : ": " + job.failure()));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(ZIP))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("assay-export-" + id + ".zip")
                .build()
                .toString())
        .body(new FileSystemResource(folder.bundle(job)));
  }
}
