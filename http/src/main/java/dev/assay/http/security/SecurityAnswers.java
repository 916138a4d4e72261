package dev.assay.http.security;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.http.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers 401 and 403 as problems. */
final class SecurityAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
      throws IOException {
    boolean sent = cause instanceof InvalidBearerTokenException;
    String fault = sent ? fault(cause) : null;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"assay\""
            + (sent ? ", error=\"invalid_token\", error_description=\"" + fault + "\"" : ""));
    Problems.write(
        new CommandRejected(
            RejectionCode.UNAUTHENTICATED,
            sent
                ? "Expected a valid bearer token, but " + fault
                : "Expected a bearer token or an API key, but got none"),
        request,
        response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
      throws IOException {
    boolean noTenant =
        SecurityContextHolder.getContext().getAuthentication()
                instanceof CallerAuthentication caller
            && caller.tenant() == null;
    Problems.write(
        new CommandRejected(
            RejectionCode.FORBIDDEN,
            noTenant
                ? "Expected a token with the claim tenant_id (a UUID), but it names no tenant"
                : "Expected a caller who may do this, but the caller's roles do not allow it"),
        request,
        response);
  }

  /** Our own rules' words; what a library says of a broken token is not passed on. */
  private static @Nullable String fault(AuthenticationException cause) {
    if (cause.getCause() instanceof JwtValidationException refused
        && !refused.getErrors().isEmpty()) {
      return refused.getErrors().iterator().next().getDescription();
    }
    return "it is malformed or not signed by a key of the issuer";
  }
}
