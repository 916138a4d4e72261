package dev.assay.qa.crash;

import dev.assay.qa.support.Api;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts executions, each under an Idempotency-Key, and repeats a request until it is answered, as
 * a careful client does whose server comes and goes. Every fifth answered request is sent once
 * more.
 */
final class Submissions {
  private static final int WORKERS = 4;
  private static final int REPEATED = 5;
  private static final long PAUSE_MS = 100;

  private final Supplier<Api> login;
  private final String path;
  private final String prefix;
  private final int executions;
  private final Semaphore allowed = new Semaphore(0);
  private final CountDownLatch done;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Map<String, List<UUID>> answers = new ConcurrentHashMap<>();
  private volatile @Nullable Throwable failure;

  /**
   * @param login answers a client with a fresh token
   * @param prefix of the keys
   */
  Submissions(Supplier<Api> login, String workflowId, String prefix, int executions) {
    this.login = login;
    this.path = "/workflows/" + workflowId + "/executions";
    this.prefix = prefix;
    this.executions = executions;
    this.done = new CountDownLatch(executions);
  }

  void start() {
    for (int worker = 0; worker < WORKERS; worker++) {
      int first = worker;
      Thread.ofVirtual().name("submissions-" + worker).start(() -> submitFrom(first));
    }
  }

  /** Lets so many more be submitted. */
  void allow(int more) {
    allowed.release(more);
  }

  boolean awaitAll(long seconds) throws InterruptedException {
    return done.await(seconds, TimeUnit.SECONDS);
  }

  void stop() {
    stopped.countDown();
    allowed.release(executions);
  }

  /** What each key was answered with, each time. */
  Map<String, List<UUID>> answers() {
    if (failure != null) {
      throw new AssertionError("A submission failed", failure);
    }
    return Map.copyOf(answers);
  }

  private void submitFrom(int first) {
    try {
      Api api = null;
      for (int number = first; number < executions; number += WORKERS) {
        allowed.acquire();
        int times = number % REPEATED == 0 ? 2 : 1;
        for (int time = 0; time < times && stopped.getCount() > 0; time++) {
          api = submit(api, number);
        }
        done.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Answers the client that got through. */
  private @Nullable Api submit(@Nullable Api known, int number) throws InterruptedException {
    String key = prefix + "-" + number;
    Map<String, Object> body = Map.of("input", Map.of("document", Documents.of(number)));
    Api api = known;
    while (stopped.getCount() > 0) {
      try {
        api = api == null ? login.get() : api;
        Api.Answer answer = api.post(path, body, Map.of("Idempotency-Key", key));
        if (answer.status() == 202) {
          UUID id = UUID.fromString(answer.body().get("executionId").asString());
          answers.computeIfAbsent(key, any -> new ArrayList<>()).add(id);
          return api;
        }
        if (answer.status() == 401) {
          api = null;
        } else if (answer.status() < 500) {
          throw new AssertionError("Expected a server that accepts or is not there: " + answer);
        }
      } catch (UncheckedIOException unanswered) {
        // Dead, or not up yet; whether it did the work is what the key is for.
      }
      stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    }
    return api;
  }
}
