package dev.assay.http.problem;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.http.limit.RequestIdFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem details of refusals, for controllers and for filters alike. */
public final class Problems {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Problems() {}

  public static ResponseEntity<Problem> answer(
      CommandRejected refused, HttpServletRequest request) {
    CommandRejected refusal = RefusalWatch.watched(refused, request);
    return answer(refusal.code(), refusal.code().status(), refusal, new HttpHeaders(), request);
  }

  static ResponseEntity<Problem> answer(
      RejectionCode code,
      int status,
      String detail,
      HttpHeaders headers,
      HttpServletRequest request) {
    return answer(code, status, new CommandRejected(code, detail), headers, request);
  }

  private static ResponseEntity<Problem> answer(
      RejectionCode code,
      int status,
      CommandRejected refusal,
      HttpHeaders headers,
      HttpServletRequest request) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    String retryAfter = refusal.args().get("retryAfterSeconds");
    if (retryAfter != null) {
      all.set(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    if (status == 401 && !all.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
      all.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    Problem problem = problem(code, status, refusal.getMessage(), refusal.errors(), request);
    return ResponseEntity.status(status).headers(all).body(problem);
  }

  /** Writes a refusal where no controller has been reached. */
  public static void write(
      CommandRejected refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    CommandRejected refusal = RefusalWatch.watched(refused, request);
    write(refusal.code(), refusal.code().status(), refusal.getMessage(), request, response);
  }

  static void write(
      RejectionCode code,
      int status,
      @Nullable String detail,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    byte[] body = MAPPER.writeValueAsBytes(problem(code, status, detail, List.of(), request));
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.getOutputStream().flush();
  }

  /**
   * A refusal where no answer can have a status any more, such as in a stream.
   *
   * @param instance the path of the request
   * @param traceId its request id
   */
  public static Problem of(CommandRejected refusal, String instance, String traceId) {
    return Problem.of(
        refusal.code(),
        refusal.code().status(),
        Objects.requireNonNullElse(refusal.getMessage(), Problem.title(refusal.code())),
        refusal.errors(),
        instance,
        traceId);
  }

  private static Problem problem(
      RejectionCode code,
      int status,
      @Nullable String detail,
      List<InputError> errors,
      HttpServletRequest request) {
    return Problem.of(
        code,
        status,
        detail == null ? Problem.title(code) : detail,
        errors,
        path(request),
        RequestIdFilter.requestId(request));
  }

  private static String path(HttpServletRequest request) {
    Object original = request.getAttribute("jakarta.servlet.error.request_uri");
    return original == null ? request.getRequestURI() : original.toString();
  }
}
