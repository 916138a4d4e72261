package dev.assay.command.idempotency;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.command.dispatch.CommandRequestResolver;
import dev.assay.command.idempotency.IdempotencyStore.Earlier;
import dev.assay.http.CallerResolver;
import dev.assay.http.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a repeated POST its first answer. Where that answer was lost, because the server died
 * between doing the work and keeping the answer, the repeat runs under the command id of the first:
 * what is in the record already is not done again, and the answer is made from it. So is a stream
 * each time, since it is as long as the work that it shows.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
  public static final String HEADER = "Idempotency-Key";

  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  /** Of these the caller shall not be told again: the reason may be gone at the next try. */
  private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 408, 429);

  private static final List<String> KEPT_HEADERS =
      List.of("Content-Type", "Location", "ETag", "Assay-Position", "Retry-After");

  private record Work(UUID commandId, boolean repeat) {}

  private final IdempotencyStore store;
  private final Duration patience;

  public IdempotencyFilter(IdempotencyStore store, Duration patience) {
    this.store = store;
    this.patience = patience;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(HEADER) == null
        || !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      once(new RereadableRequest(request), response, chain);
    } catch (CommandRejected refusal) {
      Problems.write(refusal, request, response);
    } catch (DataAccessException e) {
      LOG.warn("Idempotency keys cannot be looked up", e);
      Problems.write(
          new CommandRejected(
              RejectionCode.UNAVAILABLE,
              "Expected to look up the Idempotency-Key, but the database cannot be reached"),
          request,
          response);
    }
  }

  private void once(RereadableRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    IdempotencyKey key =
        IdempotencyKey.of(
            CallerResolver.caller(request),
            Objects.requireNonNull(request.getHeader(HEADER)),
            "POST " + request.getRequestURI());
    byte[] requestHash =
        IdempotencyKey.digest(
            "assay idempotent request",
            Objects.requireNonNullElse(request.getContentType(), "")
                .getBytes(StandardCharsets.UTF_8),
            Objects.requireNonNullElse(request.getQueryString(), "")
                .getBytes(StandardCharsets.UTF_8),
            request.body());
    UUID claimed = store.claim(key, requestHash);
    boolean wantsStream = AnswerBuffer.isEventStream(request.getHeader("Accept"));
    Work work =
        claimed != null
            ? new Work(claimed, false)
            : repeated(key, requestHash, wantsStream, response);
    if (work != null) {
      doWork(key, work, request, response, chain);
    }
  }

  /** Null where the first answer was given. A stream is never kept: it is made from the record. */
  private @Nullable Work repeated(
      IdempotencyKey key, byte[] requestHash, boolean wantsStream, HttpServletResponse response)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Earlier earlier = store.find(key);
      if (earlier == null) {
        throw new CommandRejected(
            RejectionCode.UNAVAILABLE,
            "Expected to find the first request with this key, but it has just been forgotten");
      }
      if (!Arrays.equals(earlier.requestHash(), requestHash)) {
        throw new CommandRejected(
            RejectionCode.UNPROCESSABLE,
            "Expected the same request as before with this Idempotency-Key, but it is another;"
                + " a new request needs a new key");
      }
      if (earlier.answer() != null) {
        StoredAnswer first = StoredAnswer.opened(earlier.answer(), key.sealingKey());
        if (first.refuses() || !wantsStream) {
          first.writeTo(response);
          return null;
        }
        return new Work(earlier.commandId(), true);
      }
      if (!earlier.inProgress() || System.nanoTime() - deadline > 0) {
        return new Work(earlier.commandId(), true);
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new CommandRejected(
            RejectionCode.UNAVAILABLE,
            "Expected to wait for the first answer, but the server stops");
      }
    }
  }

  private void doWork(
      IdempotencyKey key,
      Work work,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    CommandRequestResolver.claim(request, work.commandId(), work.repeat());
    AnswerBuffer answer = new AnswerBuffer(response);
    byte[] kept = null;
    boolean streams = false;
    try {
      chain.doFilter(request, answer);
      streams = request.isAsyncStarted();
      kept = streams ? null : toKeep(key, answer);
    } finally {
      finish(key, work.commandId(), kept);
    }
    if (!streams) {
      answer.copyBodyToResponse();
    }
  }

  private void finish(IdempotencyKey key, UUID commandId, byte @Nullable [] kept) {
    try {
      store.finish(key, commandId, kept);
    } catch (DataAccessException e) {
      // The work is done. A repeat finds it by its command id and answers the same.
      LOG.warn("An answer could not be kept", e);
    }
  }

  private static byte @Nullable [] toKeep(IdempotencyKey key, AnswerBuffer answer) {
    int status = answer.getStatus();
    if (status >= 500 || NOT_KEPT.contains(status) || answer.getContentSize() > MAX_KEPT_BYTES) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String name : KEPT_HEADERS) {
      String value = answer.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    if (answer.getContentType() != null) {
      headers.put("Content-Type", answer.getContentType());
    }
    return new StoredAnswer(status, headers, answer.getContentAsByteArray())
        .sealed(key.sealingKey());
  }
}
