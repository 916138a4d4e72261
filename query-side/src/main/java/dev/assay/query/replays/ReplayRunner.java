package dev.assay.query.replays;

import dev.assay.api.CommandRejected;
import dev.assay.query.jobs.Lease;
import dev.assay.query.jobs.Rounds;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does replays, one at a time in a process, the oldest first. What a process that died has begun is
 * begun anew by whoever sees it first; what has expired is forgotten.
 */
final class ReplayRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
  private static final int MOST_ATTEMPTS = 5;

  private final ReplayStore store;
  private final ReplayWork work;
  private final ReplayProperties properties;

  ReplayRunner(ReplayStore store, ReplayWork work, ReplayProperties properties) {
    super("replays", properties.pause());
    this.store = store;
    this.work = work;
    this.properties = properties;
  }

  @Override
  protected void round() {
    store.forgetExpired();
    Optional<ReplayJob> next = store.claim();
    while (next.isPresent() && goesOn()) {
      replay(next.get());
      next = store.claim();
    }
    next.ifPresent(store::giveBack);
  }

  private void replay(ReplayJob job) {
    if (job.attempts() > MOST_ATTEMPTS) {
      store.fail(job, "Expected the replay to end, but it was begun " + MOST_ATTEMPTS + " times");
      return;
    }
    try (Lease lease =
        Lease.renewed(properties.lease(), "replay " + job.replayId(), () -> store.prolong(job))) {
      store.complete(job, work.of(job));
    } catch (CommandRejected e) {
      store.fail(job, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Begun anew by the lease's end, here or elsewhere: what failed may be there again by then.
      LOG.warn("Replay {} failed at attempt {}", job.replayId(), job.attempts(), e);
    }
  }
}
