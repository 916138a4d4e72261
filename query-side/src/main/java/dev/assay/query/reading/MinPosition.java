package dev.assay.query.reading;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Serves {@code Assay-Min-Position}: the request waits until the read models of its endpoint are
 * there, up to 5 s or the {@code Prefer: wait=<s>} below that; then {@code UNAVAILABLE}.
 */
public final class MinPosition implements HandlerInterceptor {
  static final Duration MOST = Duration.ofSeconds(5);
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,9})(?:$|[,;\\s])");

  private final ProjectionPositions positions;
  private final Semaphore waiters;

  /**
   * @param maxWaiters requests that may wait at once; more are told to come back
   */
  public MinPosition(ProjectionPositions positions, int maxWaiters) {
    this.positions = positions;
    this.waiters = new Semaphore(maxWaiters);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String header = request.getHeader("Assay-Min-Position");
    if (header != null && handler instanceof HandlerMethod method) {
      Reads reads = reads(method);
      if (reads != null) {
        await(List.of(reads.value()), position(header), wait(request.getHeader("Prefer")));
      }
    }
    return true;
  }

  private void await(List<String> readModels, long position, Duration atMost) {
    if (!waiters.tryAcquire()) {
      throw notYet("Expected fewer requests to wait for a position, but too many do");
    }
    try {
      if (!positions.await(readModels, position, atMost)) {
        throw notYet(
            "Expected the read model to reach position " + position + ", but it is not there yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notYet("Expected to wait for a position, but the server stops");
    } finally {
      waiters.release();
    }
  }

  private static @Nullable Reads reads(HandlerMethod method) {
    Reads own = method.getMethodAnnotation(Reads.class);
    return own != null ? own : method.getBeanType().getAnnotation(Reads.class);
  }

  /** Reads the header {@code Assay-Min-Position}. */
  public static long position(String header) {
    try {
      long position = Long.parseLong(header.trim());
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        "Expected Assay-Min-Position to be a position, as in Assay-Position of a command's answer"
            + Filters.but(header));
  }

  /** How long the header {@code Prefer} allows to wait. */
  public static Duration wait(@Nullable String prefer) {
    if (prefer != null) {
      Matcher wait = WAIT.matcher(prefer);
      if (wait.find()) {
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return asked.compareTo(MOST) < 0 ? asked : MOST;
      }
    }
    return MOST;
  }

  private static CommandRejected notYet(String message) {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE, message, Map.of("retryAfterSeconds", "1"), List.of());
  }
}
