package dev.assay.http.limit;

import dev.assay.api.id.Uuids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an id: the caller's {@code X-Request-Id} where it has a harmless form, else a
 * new one. It comes back in the answer, in every problem and in every event that the request
 * causes. {@code X-Correlation-Id} ties several requests together and defaults to the request id.
 */
public final class RequestIdFilter extends OncePerRequestFilter {
  public static final String HEADER = "X-Request-Id";
  public static final String CORRELATION_HEADER = "X-Correlation-Id";

  private static final String ATTRIBUTE = RequestIdFilter.class.getName();
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:@/+=-]{1,128}");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = harmless(request.getHeader(HEADER));
    String requestId = id == null ? Uuids.next().toString() : id;
    request.setAttribute(ATTRIBUTE, requestId);
    response.setHeader(HEADER, requestId);
    try (MDC.MDCCloseable ignored = MDC.putCloseable("requestId", requestId)) {
      chain.doFilter(request, response);
    }
  }

  /** The id of this request; null outside the filter. */
  public static @Nullable String requestId(ServletRequest request) {
    Object id = request.getAttribute(ATTRIBUTE);
    return id == null ? null : id.toString();
  }

  public static @Nullable String correlationId(HttpServletRequest request) {
    String id = harmless(request.getHeader(CORRELATION_HEADER));
    return id == null ? requestId(request) : id;
  }

  private static @Nullable String harmless(@Nullable String id) {
    return id != null && HARMLESS.matcher(id).matches() ? id : null;
  }
}
