package dev.assay.query.whatif.batch;

import dev.assay.api.CommandRejected;
import dev.assay.query.jobs.Lease;
import dev.assay.query.jobs.Rounds;
import dev.assay.query.whatif.KeptQuestion;
import dev.assay.query.whatif.Questions;
import dev.assay.query.whatif.WhatIfWork;
import dev.assay.query.whatif.batch.BatchClaims.Next;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks executions one after the other, one batch at a time in a process, the oldest first. Each
 * answer is kept before the next execution is asked, so a process that dies loses one at most.
 */
final class BatchRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
  private static final int MOST_ATTEMPTS = 5;

  private final BatchClaims claims;
  private final Questions questions;
  private final WhatIfWork work;
  private final BatchProperties properties;
  private final AtomicInteger remaining;

  BatchRunner(
      BatchClaims claims,
      Questions questions,
      WhatIfWork work,
      BatchProperties properties,
      MeterRegistry meters) {
    super("what-ifs", properties.pause());
    this.claims = claims;
    this.questions = questions;
    this.work = work;
    this.properties = properties;
    this.remaining = meters.gauge("assay.what.if.remaining", new AtomicInteger());
  }

  @Override
  protected void round() {
    claims.forgetExpired();
    Optional<Batch> next = claims.claim();
    while (next.isPresent() && goesOn()) {
      answer(next.get());
      next = claims.claim();
    }
    next.ifPresent(claims::giveBack);
  }

  private void answer(Batch batch) {
    try (Lease lease =
        Lease.renewed(
            properties.lease(), "what-if " + batch.whatIfId(), () -> claims.prolong(batch))) {
      answerAll(batch);
    } catch (RuntimeException e) {
      if (goesOn()) {
        LOG.warn("What-if {} stopped; it goes on later", batch.whatIfId(), e);
        claims.rest(batch);
      }
    } finally {
      remaining.set(0);
    }
  }

  private void answerAll(Batch batch) {
    Spent spent = batch.spent();
    // What was begun so often without an answer is this execution's doing.
    boolean stuck = batch.stuck() > MOST_ATTEMPTS;
    while (goesOn()) {
      remaining.set(Math.max(0, batch.within() - spent.executions()));
      Optional<Next> next = claims.next(batch);
      if (next.isEmpty()) {
        claims.end(batch, Batch.Status.COMPLETED, null);
        return;
      }
      String exhausted = batch.budget().exhaustedBy(spent);
      if (exhausted != null) {
        claims.end(batch, Batch.Status.BUDGET_SPENT, exhausted);
        return;
      }
      Result result =
          stuck
              ? failed("Expected an answer, but it was begun " + MOST_ATTEMPTS + " times", 0)
              : ask(batch, next.get());
      stuck = false;
      if (!claims.keep(batch, next.get(), result)) {
        return; // cancelled, or somebody else goes on with it
      }
      spent = spent.plus(result);
    }
    claims.giveBack(batch);
  }

  private Result ask(Batch batch, Next next) {
    long begun = System.nanoTime();
    try {
      KeptQuestion question = questions.opened(batch.question(), batch.tenant());
      return new Result(
          work.answer(batch.tenant(), next.executionId(), question, batch.whatIfId()),
          null,
          since(begun));
    } catch (CommandRejected e) {
      return failed(String.valueOf(e.getMessage()), since(begun));
    }
  }

  private static Result failed(String why, long tookMs) {
    return new Result(null, why, tookMs);
  }

  private static long since(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }
}
