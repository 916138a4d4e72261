package dev.assay.query.audit.dossier;

import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.query.audit.bundle.Withheld;
import dev.assay.query.audit.html.Html;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
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

/** Decision dossiers, for the tenant's auditors. */
@RestController
@Reads("audit-events")
@Tag(name = "Audit")
public class DossierQueries {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final Dossiers dossiers;

  DossierQueries(Dossiers dossiers) {
    this.dossiers = dossiers;
  }

  @GetMapping("/api/v1/audit/executions/{id}/dossier")
  @Operation(
      summary = "Everything that led to an execution's outcome, sealed and with proofs (auditors)",
      description =
          "JSON, or a page to read and print with ?format=html or Accept: text/html. `withhold`"
              + " leaves out payload, metadata or the payload of event types, with commas between;"
              + " proofs hold all the same. Check it with `assay verify`.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(type = "object", description = "docs/reference/dossier.md")),
        @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
      })
  ResponseEntity<byte[]> dossier(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam @Nullable String withhold,
      @RequestParam @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    caller.requireAny(Role.AUDITOR);
    boolean isPage = isPage(format, accept);
    SealedDossier dossier = dossiers.issue(caller, id, Withheld.ofParameter(withhold));
    return ResponseEntity.ok()
        .contentType(isPage ? HTML : MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", Html.POLICY)
        .body(isPage ? DossierPage.of(dossier).getBytes(StandardCharsets.UTF_8) : dossier.bytes());
  }

  private static boolean isPage(@Nullable String format, @Nullable String accept) {
    String asked = Filters.oneOf("format", format, List.of("JSON", "HTML"));
    return asked == null ? accept != null && accept.contains("text/html") : asked.equals("HTML");
  }
}
