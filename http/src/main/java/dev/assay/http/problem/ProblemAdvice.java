package dev.assay.http.problem;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.Id;
import dev.assay.http.json.JsonFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/**
 * Turns every exception that leaves a controller into a problem. What we did not foresee is 500.
 */
@RestControllerAdvice
public class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Security's own filters answer these. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void leaveToSecurity(RuntimeException refusal) {
    throw refusal;
  }

  /** The client has gone: nobody reads an answer. */
  @ExceptionHandler
  void clientHasGone(AsyncRequestNotUsableException gone) {
    LOG.debug("The client closed the connection", gone);
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(CommandRejected refusal, HttpServletRequest request) {
    return Problems.answer(refusal, request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException unreadable, HttpServletRequest request) {
    return Problems.answer(unreadableBody(unreadable), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongArgument(
      MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
    Class<?> type = mismatch.getRequiredType();
    boolean id = type == UUID.class || (type != null && Id.class.isAssignableFrom(type));
    if (id && mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
      // Ids are opaque to clients: one that cannot exist is simply not there.
      return Problems.answer(
          new CommandRejected(
              RejectionCode.NOT_FOUND, "Expected to find what the path names, but there is none"),
          request);
    }
    return Problems.answer(
        parameter(
            mismatch.getName(),
            "Expected another form, but it is " + Quoted.of(String.valueOf(mismatch.getValue()))),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> missingParameter(
      MissingServletRequestParameterException missing, HttpServletRequest request) {
    return Problems.answer(
        parameter(missing.getParameterName(), "Expected it, but it is missing"), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> missingHeader(
      MissingRequestHeaderException missing, HttpServletRequest request) {
    return Problems.answer(
        new CommandRejected(
            RejectionCode.INVALID_ARGUMENT,
            "Expected the header " + missing.getHeaderName() + ", but it is missing"),
        request);
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<Problem> noSuchPath(Exception missing, HttpServletRequest request) {
    return Problems.answer(
        new CommandRejected(
            RejectionCode.NOT_FOUND, "Expected a path of this API, but there is none like this"),
        request);
  }

  /** Whatever else went wrong: the client's fault by Spring's own status, or ours. */
  @ExceptionHandler
  ResponseEntity<Problem> other(Exception exception, HttpServletRequest request) {
    CommandRejected refusal = refusalWithin(exception);
    if (refusal != null) {
      return Problems.answer(refusal, request);
    }
    if (exception instanceof ErrorResponse response
        && response.getStatusCode().is4xxClientError()) {
      HttpStatusCode status = response.getStatusCode();
      return Problems.answer(
          Statuses.code(status.value()),
          status.value(),
          words(exception),
          response.getHeaders(),
          request);
    }
    LOG.error("A request failed by our own fault", exception);
    return Problems.answer(
        RejectionCode.INTERNAL,
        500,
        "Expected to answer, but something of ours is broken; the trace id finds it in our logs",
        new HttpHeaders(),
        request);
  }

  private static CommandRejected unreadableBody(HttpMessageNotReadableException unreadable) {
    CommandRejected refusal = refusalWithin(unreadable);
    if (refusal != null) {
      return refusal;
    }
    if (unreadable.getCause() instanceof JacksonException fault) {
      return JsonFaults.refusal(fault);
    }
    String message = unreadable.getMessage();
    boolean empty = message != null && message.startsWith("Required request body is missing");
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        empty
            ? "Expected a body, but the request has none"
            : "Expected a body that can be read, but this one cannot");
  }

  private static CommandRejected parameter(String name, String detail) {
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        "Expected a valid parameter " + name + ", but it is not",
        Map.of(),
        List.of(new InputError("?" + name, null, null, "INVALID_ARGUMENT", detail, null)));
  }

  private static @Nullable CommandRejected refusalWithin(Throwable exception) {
    int depth = 0;
    for (Throwable cause = exception; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof CommandRejected refusal) {
        return refusal;
      }
      depth++;
    }
    return null;
  }

  private static String words(Exception exception) {
    return switch (exception) {
      case HttpRequestMethodNotSupportedException method ->
          "Expected one of the methods "
              + method.getSupportedHttpMethods()
              + ", but got "
              + method.getMethod();
      case HttpMediaTypeNotSupportedException type ->
          "Expected a body of type "
              + type.getSupportedMediaTypes()
              + ", but got "
              + type.getContentType();
      case HttpMediaTypeNotAcceptableException type ->
          "Expected Accept to allow one of " + type.getSupportedMediaTypes() + ", but it does not";
      default -> "Expected a valid request, but this one is not";
    };
  }
}
