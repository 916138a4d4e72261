package dev.assay.http.limit;

import dev.assay.api.CommandRejected;
import dev.assay.http.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies above the limit: at once where {@code Content-Length} says so, else as soon as one
 * byte too many has been read. Never more than the limit is held in memory.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {
  private final LimitProperties limits;

  public BodyLimitFilter(LimitProperties limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = limits.forPath(request.getRequestURI());
    try {
      if (request.getContentLengthLong() > limit) {
        throw LimitedBody.tooLarge(limit);
      }
      chain.doFilter(new LimitedBody(request, limit), response);
    } catch (CommandRejected tooLarge) {
      // Reached here only where no controller read the body.
      Problems.write(tooLarge, request, response);
    }
  }
}
