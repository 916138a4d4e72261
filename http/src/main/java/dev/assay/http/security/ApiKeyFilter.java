package dev.assay.http.security;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Actor;
import dev.assay.http.problem.Problems;
import dev.assay.http.security.ApiKeys.StoredApiKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes {@code X-API-Key} in place of a bearer token. */
final class ApiKeyFilter extends OncePerRequestFilter {
  static final String HEADER = "X-API-Key";

  private final @Nullable ApiKeys keys;
  private final Clock clock;

  /**
   * @param keys null where this process knows of no keys: then every key is refused
   */
  ApiKeyFilter(@Nullable ApiKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    CallerAuthentication caller;
    try {
      caller = authenticate(request);
    } catch (CommandRejected refusal) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"assay\"");
      Problems.write(refusal, request, response);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(caller);
    SecurityContextHolder.setContext(context);
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private CallerAuthentication authenticate(HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT, "Expected Authorization or X-API-Key, but got both");
    }
    ApiKeyText key = ApiKeyText.parse(request.getHeader(HEADER));
    StoredApiKey stored = key == null || keys == null ? null : keys.find(key.tenant(), key.keyId());
    if (key == null || stored == null || !key.matches(stored.secretHash()) || stored.revoked()) {
      // One sentence for all, so that nobody learns which keys exist.
      throw new CommandRejected(
          RejectionCode.UNAUTHENTICATED, "Expected a valid API key, but this one is not");
    }
    if (stored.expiresAt() != null && !clock.instant().isBefore(stored.expiresAt())) {
      throw new CommandRejected(
          RejectionCode.UNAUTHENTICATED, "Expected a valid API key, but this one has expired");
    }
    return new CallerAuthentication(
        key.tenant(),
        new Actor(
            Actor.Kind.SERVICE,
            "api-key:" + key.keyId(),
            null,
            stored.roles(),
            "api-key",
            request.getRemoteAddr()));
  }
}
