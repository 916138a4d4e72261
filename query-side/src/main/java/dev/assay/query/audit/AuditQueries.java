package dev.assay.query.audit;

import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.audit.AuditFilter.Span;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tenant's events, for its auditors. */
@RestController
@Reads("audit-events")
@Tag(name = "Audit")
public class AuditQueries {
  private static final PageQuery.Order OLDEST_FIRST = new PageQuery.Order("position", false);

  private final TenantReader reader;
  private final AuditEvents events;

  AuditQueries(TenantReader reader, AuditEvents events) {
    this.reader = reader;
    this.events = events;
  }

  @GetMapping("/api/v1/audit/events")
  @Operation(summary = "Events as they were recorded, the oldest first (auditors)")
  Page<AuditEvent> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String aggregateType,
      @RequestParam @Nullable String aggregateId,
      @RequestParam @Nullable String type,
      @RequestParam @Nullable String actor,
      @RequestParam @Nullable String correlationId,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      @RequestParam @Nullable String afterPosition) {
    caller.requireAny(Role.AUDITOR);
    boolean newestFirst = page.order(OLDEST_FIRST, Set.of("position")).descending();
    AuditFilter filter =
        new AuditFilter(
            aggregateType,
            Filters.id("aggregateId", aggregateId),
            type,
            actor,
            correlationId,
            Filters.time("from", from),
            Filters.time("to", to),
            position("afterPosition", afterPosition));
    return reader.read(
        caller,
        () -> {
          List<String> cursor = page.cursorParts(2);
          Span span = cursor.isEmpty() ? events.spanOf(filter) : span(cursor);
          if (span == null) {
            return new Page<>(List.of(), null);
          }
          List<AuditEvent> found = events.find(filter, span, newestFirst, page.limit() + 1);
          return page.page(found, it -> behind(it.position(), span, newestFirst));
        });
  }

  /** What is left of the span: the next page need not look for it again. */
  private static List<String> behind(long position, Span span, boolean newestFirst) {
    return newestFirst
        ? List.of(Long.toString(span.first()), Long.toString(position - 1))
        : List.of(Long.toString(position + 1), Long.toString(span.last()));
  }

  private static Span span(List<String> cursor) {
    Long first = position("cursor", cursor.getFirst());
    Long last = position("cursor", cursor.getLast());
    return new Span(first == null ? 0 : first, last == null ? Long.MAX_VALUE : last);
  }

  private static @Nullable Long position(String name, @Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw Filters.refused(name, "Expected " + name + " to be a position" + Filters.but(text));
    }
  }
}
