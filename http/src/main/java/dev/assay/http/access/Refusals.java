package dev.assay.http.access;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.access.AccessEvent.AccessRefused;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.access.Installation;
import dev.assay.api.envelope.Actor;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.http.limit.RequestIdFilter;
import dev.assay.http.problem.RefusalWatch;
import dev.assay.http.security.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Records who was refused what. Whoever is known is recorded one by one, before the answer leaves:
 * where that cannot be done there is another answer. Whoever is not known is counted.
 */
final class Refusals implements RefusalWatch {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String DONE = Refusals.class.getName() + ".done";
  private static final int MAX_CHARS = 2_000;

  private final AccessRecord record;
  private final StrangerCounts strangers;

  Refusals(AccessRecord record, StrangerCounts strangers) {
    this.record = record;
    this.strangers = strangers;
  }

  @Override
  public CommandRejected about(CommandRejected refusal, HttpServletRequest request) {
    boolean ofAccess =
        refusal.code() == RejectionCode.FORBIDDEN
            || refusal.code() == RejectionCode.UNAUTHENTICATED;
    if (!ofAccess || request.getAttribute(DONE) != null) {
      return refusal;
    }
    request.setAttribute(DONE, true);
    return record(refusal, request);
  }

  private CommandRejected record(CommandRejected refusal, HttpServletRequest request) {
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication caller)) {
      strangers.count(request.getRemoteAddr(), request.getMethod(), request.getRequestURI());
      return refusal;
    }
    AccessRefused event =
        new AccessRefused(
            new AccessId(Uuids.next()),
            request.getMethod(),
            cut(request.getRequestURI()),
            refusal.code(),
            cut(Objects.requireNonNullElse(refusal.getMessage(), "")));
    try {
      record.append(event, origin(caller.tenant(), caller.actor(), request));
      return refusal;
    } catch (RuntimeException e) {
      LOG.error("A refusal could not be recorded", e);
      return new CommandRejected(
          RejectionCode.UNAVAILABLE,
          "Expected to record what was asked for, but the record cannot be written",
          Map.of("retryAfterSeconds", "2"),
          List.of());
    }
  }

  private static AccessRecord.Origin origin(
      @Nullable TenantId tenant, Actor actor, HttpServletRequest request) {
    String made = Uuids.next().toString();
    return new AccessRecord.Origin(
        tenant == null ? Installation.TENANT : tenant,
        actor,
        Objects.requireNonNullElse(RequestIdFilter.requestId(request), made),
        Objects.requireNonNullElse(RequestIdFilter.correlationId(request), made));
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }
}
