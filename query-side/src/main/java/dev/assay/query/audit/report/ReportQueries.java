package dev.assay.query.audit.report;

import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.query.audit.html.Html;
import dev.assay.query.audit.ledger.CoversPosition;
import dev.assay.query.audit.report.catalogue.Framework;
import dev.assay.query.audit.report.catalogue.Frameworks;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Compliance reports, for the tenant's auditors. */
@RestController
@Reads("audit-events")
@CoversPosition
@Tag(name = "Audit")
public class ReportQueries {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final Frameworks frameworks;
  private final Reports reports;
  private final JsonMapper json;

  ReportQueries(Frameworks frameworks, Reports reports, JsonMapper json) {
    this.frameworks = frameworks;
    this.reports = reports;
    this.json = json;
  }

  @GetMapping("/api/v1/audit/reports")
  @Operation(summary = "Frameworks that a compliance report can be asked for (auditors)")
  Page<FrameworkView> list(Caller caller) {
    caller.requireAny(Role.AUDITOR);
    return new Page<>(frameworks.all().stream().map(FrameworkView::of).toList(), null);
  }

  @GetMapping("/api/v1/audit/reports/{framework}")
  @Operation(
      summary = "Obligations of a framework and the events that meet them (auditors)",
      description =
          "Fails, with `status` `failed`, where an event that is evidence lacks something mandatory"
              + " or a fact of the ledger does not hold. JSON, or a page to read and print with"
              + " ?format=html or Accept: text/html. `from` and `to` are times of events, `to`"
              + " exclusive.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = ComplianceReport.class)),
        @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
      })
  ResponseEntity<byte[]> report(
      Caller caller,
      @PathVariable String framework,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      @RequestParam @Nullable String workflowExecutionId,
      @RequestParam @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    caller.requireAny(Role.AUDITOR);
    boolean isPage = isPage(format, accept);
    Framework named = frameworks.named(framework);
    ReportScope scope = ReportScope.ofParameters(from, to, workflowExecutionId);
    ComplianceReport report = reports.make(caller, named, scope);
    return ResponseEntity.ok()
        .contentType(isPage ? HTML : MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", Html.POLICY)
        .body(
            isPage
                ? ReportPage.of(report).getBytes(StandardCharsets.UTF_8)
                : json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
  }

  private static boolean isPage(@Nullable String format, @Nullable String accept) {
    String asked = Filters.oneOf("format", format, List.of("JSON", "HTML"));
    return asked == null ? accept != null && accept.contains("text/html") : asked.equals("HTML");
  }
}
