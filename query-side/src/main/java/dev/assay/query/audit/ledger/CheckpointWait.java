package dev.assay.query.audit.ledger;

import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.http.Caller;
import dev.assay.http.CallerResolver;
import dev.assay.query.reading.MinPosition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Serves {@code Assay-Min-Position} where checkpoints are asked for. */
final class CheckpointWait implements HandlerInterceptor {
  private static final long BETWEEN_LOOKS_MS = 10;

  private final LedgerReader reader;
  private final HeadSignal head;
  private final Semaphore waiters;

  /**
   * @param maxWaiters requests that may wait at once; more are told to come back
   */
  CheckpointWait(LedgerReader reader, HeadSignal head, int maxWaiters) {
    this.reader = reader;
    this.head = head;
    this.waiters = new Semaphore(maxWaiters);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String header = request.getHeader("Assay-Min-Position");
    if (header != null
        && handler instanceof HandlerMethod method
        && method.getBeanType().isAnnotationPresent(CoversPosition.class)) {
      await(
          CallerResolver.caller(request),
          MinPosition.position(header),
          MinPosition.wait(request.getHeader("Prefer")));
    }
    return true;
  }

  private void await(Caller caller, long position, Duration atMost) {
    if (!waiters.tryAcquire()) {
      throw Sizes.notYet("Expected fewer requests to wait for a position, but too many do");
    }
    try {
      long deadline = System.nanoTime() + atMost.toNanos();
      head.awaitBeyond(position - 1, atMost);
      while (!reader.read(caller, ledger -> ledger.covers(caller.tenant().value(), position))) {
        if (System.nanoTime() - deadline >= 0) {
          throw Sizes.notYet(
              "Expected a checkpoint that covers position " + position + ", but there is none yet");
        }
        Thread.sleep(BETWEEN_LOOKS_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Sizes.notYet("Expected to wait for a position, but the server stops");
    } finally {
      waiters.release();
    }
  }
}
