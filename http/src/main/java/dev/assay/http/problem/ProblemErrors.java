package dev.assay.http.problem;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside a controller: in a filter, or by the container's own refusal. */
@Hidden
@RestController
public class ProblemErrors implements ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemErrors.class);

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Problem> error(HttpServletRequest request) {
    Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    CommandRejected refusal = refusal(cause);
    if (refusal != null) {
      return Problems.answer(refusal, request);
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer known ? known : 404;
    if (code >= 500) {
      LOG.error("A request failed by our own fault", cause);
    }
    return Problems.answer(Statuses.code(code), code, detail(code), new HttpHeaders(), request);
  }

  private static @Nullable CommandRejected refusal(@Nullable Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof CommandRejected refusal) {
        return refusal;
      }
      if (cause instanceof AuthenticationServiceException) {
        LOG.warn("Tokens cannot be checked", cause);
        return new CommandRejected(
            RejectionCode.UNAVAILABLE,
            "Expected to check the token, but the issuer's keys cannot be reached",
            Map.of("retryAfterSeconds", "5"),
            List.of());
      }
      depth++;
    }
    return null;
  }

  private static String detail(int status) {
    if (status >= 500) {
      return "Expected to answer, but something of ours is broken;"
          + " the trace id finds it in our logs";
    }
    return status == 404
        ? "Expected a path of this API, but there is none like this"
        : "Expected a valid request, but this one is not";
  }
}
