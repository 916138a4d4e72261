package dev.assay.query.audit.causation;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What caused what, for the tenant's auditors. */
@RestController
@Reads("audit-events")
@Tag(name = "Audit")
public class CausationQueries {
  static final int DEFAULT_LIMIT = 500;
  static final int MAX_LIMIT = 2_000;
  static final MediaType MERMAID = MediaType.parseMediaType("text/vnd.mermaid");

  private final CausationReader causation;

  CausationQueries(CausationReader causation) {
    this.causation = causation;
  }

  @GetMapping("/api/v1/audit/{aggregateType}/{id}/causation")
  @Operation(
      summary = "What led to an aggregate's events and what followed from them (auditors)",
      description =
          "JSON, or a Mermaid flowchart with ?format=mermaid or Accept: text/vnd.mermaid. At most"
              + " limit events, 500 unless asked for up to 2,000.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = CausationGraph.class)),
        @Content(mediaType = "text/vnd.mermaid", schema = @Schema(type = "string"))
      })
  ResponseEntity<Object> causation(
      Caller caller,
      @PathVariable String aggregateType,
      @PathVariable UUID id,
      @RequestParam @Nullable String format,
      @RequestParam @Nullable String limit,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    caller.requireAny(Role.AUDITOR);
    boolean mermaid = mermaid(format, accept);
    CausationGraph graph = causation.around(caller.tenant(), aggregateType, id, limit(limit));
    return mermaid
        ? ResponseEntity.ok().contentType(MERMAID).body(CausationDiagram.mermaid(graph))
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(graph);
  }

  private static boolean mermaid(@Nullable String format, @Nullable String accept) {
    String asked = Filters.oneOf("format", format, List.of("JSON", "MERMAID"));
    return asked == null
        ? accept != null && accept.contains(MERMAID.toString())
        : asked.equals("MERMAID");
  }

  private static int limit(@Nullable String limit) {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int wanted = Integer.parseInt(limit);
      if (wanted >= 1 && wanted <= MAX_LIMIT) {
        return wanted;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw refused(limit);
  }

  private static CommandRejected refused(String limit) {
    return Filters.refused(
        "limit", "Expected limit to be a number from 1 to " + MAX_LIMIT + Filters.but(limit));
  }
}
