package dev.assay.query.audit.access;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.access.AccessEvent.RecordRead;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import dev.assay.http.CallerResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands before every reading endpoint of the audit: lets auditors in only, and appends what they
 * ask for before anything is read. What cannot be recorded is not answered.
 */
public final class RecordedReads implements HandlerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedReads.class);
  private static final int MAX_PARAMETERS = 30;
  private static final int MAX_CHARS = 500;

  private final AccessRecord record;

  public RecordedReads(AccessRecord record) {
    this.record = record;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    // An answer that streams comes by a second time, when all has been said.
    if (reads && request.getDispatcherType() == DispatcherType.REQUEST) {
      Caller caller = CallerResolver.caller(request);
      caller.requireAny(Role.AUDITOR);
      append(caller, request);
    }
    return true;
  }

  private void append(Caller caller, HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    record(caller, request.getMethod() + " " + pattern, parameters(request));
  }

  /**
   * Records that somebody is about to be shown something, for an endpoint that this does not stand
   * before.
   *
   * @param operation method and path as the API names it, without values
   */
  public void record(Caller caller, String operation, ObjectNode parameters) {
    RecordRead event = new RecordRead(new AccessId(Uuids.next()), operation, parameters);
    try {
      record.append(
          event,
          new AccessRecord.Origin(
              caller.tenant(), caller.actor(), caller.requestId(), caller.correlationId()));
    } catch (RuntimeException e) {
      LOG.error("A look into the record could not be recorded", e);
      throw new CommandRejected(
          RejectionCode.UNAVAILABLE,
          "Expected to record who looks into the record, but it cannot be written",
          Map.of("retryAfterSeconds", "2"),
          List.of());
    }
  }

  private static ObjectNode parameters(HttpServletRequest request) {
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> path) {
      path.forEach((name, value) -> put(parameters, name.toString(), value.toString()));
    }
    request
        .getParameterMap()
        .forEach((name, values) -> put(parameters, name, String.join(",", values)));
    return parameters;
  }

  private static void put(ObjectNode parameters, String name, @Nullable String value) {
    if (parameters.size() < MAX_PARAMETERS) {
      parameters.put(cut(name), value == null ? "" : cut(value));
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }
}
