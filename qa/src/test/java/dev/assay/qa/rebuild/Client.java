package dev.assay.qa.rebuild;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the server, and takes it for a fault if the server is there and does not answer. */
final class Client {
  private static final int UNAUTHENTICATED = 401;
  private static final int UNAVAILABLE = 503;

  /** So long a read model may be behind the position that a client waits for. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supplier<Api> login;
  private final Uptime uptime;
  private final Faults faults;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private volatile @Nullable Api api;

  /**
   * @param login answers a client with a fresh token
   */
  Client(Supplier<Api> login, Uptime uptime, Faults faults) {
    this.login = login;
    this.uptime = uptime;
    this.faults = faults;
  }

  /** Nothing where there is no answer: the server was killed meanwhile, or it is a fault. */
  Optional<Answer> ask(Function<Api, Answer> request) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      int since = uptime.await();
      try {
        Answer answer = request.apply(loggedIn());
        if (answer.status() == UNAUTHENTICATED) {
          api = null;
          answer = request.apply(loggedIn());
        }
        if (isLate(answer) && System.nanoTime() < deadline) {
          late.incrementAndGet();
          continue;
        }
        if (answer.status() < 500) {
          answers.incrementAndGet();
          return Optional.of(answer);
        }
        fault(since, "failed: " + answer);
      } catch (UncheckedIOException | AssertionError e) {
        fault(since, "not answered: " + e);
      }
      return Optional.empty();
    }
  }

  void fault(String what) {
    faults.add(what);
  }

  long answers() {
    return answers.get();
  }

  /** How often a read model was not yet where a client wanted it, which is an answer as well. */
  long late() {
    return late.get();
  }

  private void fault(int since, String what) {
    if (uptime.lasts(since)) {
      faults.add(what);
    }
  }

  private static boolean isLate(Answer answer) {
    return answer.status() == UNAVAILABLE
        && answer.response().request().headers().firstValue("Assay-Min-Position").isPresent();
  }

  private Api loggedIn() {
    Api known = api;
    if (known == null) {
      known = login.get();
      api = known;
    }
    return known;
  }
}
