package dev.assay.http.security;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts the calls of the API by how the caller came and whether they were let in. Stands before
 * what decides that. No tag holds anything that a caller may choose.
 */
public final class ApiCallMeter extends OncePerRequestFilter {
  static final String NAME = "security.api_calls_total";

  private final MeterRegistry registry;

  public ApiCallMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/api/") && !path.startsWith("/v1/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } finally {
      registry
          .counter(NAME, "credential", credential(request), "outcome", outcome(response))
          .increment();
    }
  }

  private static String credential(HttpServletRequest request) {
    if (request.getHeader(ApiKeyFilter.HEADER) != null) {
      return "api-key";
    }
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null ? "none" : "token";
  }

  private static String outcome(HttpServletResponse response) {
    return switch (response.getStatus()) {
      case HttpServletResponse.SC_UNAUTHORIZED -> "unauthenticated";
      case HttpServletResponse.SC_FORBIDDEN -> "forbidden";
      default -> "allowed";
    };
  }
}
