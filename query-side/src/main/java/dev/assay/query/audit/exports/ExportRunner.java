package dev.assay.query.audit.exports;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.ledger.proofs.DamagedRecordException;
import dev.assay.query.audit.bundle.BundlePlan;
import dev.assay.query.audit.bundle.Bundles;
import dev.assay.query.audit.bundle.Withheld;
import dev.assay.query.jobs.Rounds;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes requested exports, one at a time, the oldest first. What a process that died has begun is
 * begun anew by whoever sees it first; what has expired is deleted.
 */
final class ExportRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRunner.class);
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);
  private static final int BUFFER = 256 * 1024;

  private final ExportFolder folder;
  private final Bundles bundles;
  private final ExportProperties properties;
  private final Clock clock;

  ExportRunner(ExportFolder folder, Bundles bundles, ExportProperties properties, Clock clock) {
    super("exports", properties.pause());
    this.folder = folder;
    this.bundles = bundles;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  protected void round() throws IOException, InterruptedException {
    for (ExportJob job : folder.all()) {
      if (job.isExpired(clock.instant())) {
        folder.delete(job);
      } else if (!job.status().isEnd()) {
        try (ExportFolder.Claim claim = folder.claim(job)) {
          ExportJob now = folder.find(job.tenant(), job.exportId()).orElse(job);
          if (claim != null && !now.status().isEnd()) {
            export(now, claim);
          }
        }
      }
    }
  }

  private void export(ExportJob job, ExportFolder.Claim claim)
      throws IOException, InterruptedException {
    ExportJob begun = job.begun(clock.instant());
    folder.save(begun);
    try {
      write(begun, claim);
    } catch (CommandRejected | ExportStream.Full e) {
      fail(begun, claim, String.valueOf(e.getMessage()));
    } catch (DamagedRecordException e) {
      LOG.error("Export {} found a damaged record", job.exportId(), e);
      fail(begun, claim, "The record lacks what it has signed. " + e.getMessage());
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof ExportStream.Full full)) {
        again(begun, claim, e);
      } else {
        fail(begun, claim, String.valueOf(full.getMessage()));
      }
    } catch (RuntimeException | IOException e) {
      again(begun, claim, e);
    }
  }

  private void write(ExportJob begun, ExportFolder.Claim claim)
      throws IOException, InterruptedException {
    BundlePlan plan = bundles.plan(begun.tenant(), begun.scope());
    ExportJob planned = begun.planned(plan.events(), plan.treeSize());
    folder.save(planned);
    long used = folder.bytes();
    long room =
        Math.min(
            properties.maxBytes().toBytes() - used, folder.free() - properties.minFree().toBytes());
    Notes notes = new Notes(planned);
    try (ExportStream out =
        ExportStream.of(new BufferedOutputStream(claim.begin(), BUFFER), room)) {
      bundles.write(planned.tenant(), plan, Withheld.of(planned.withhold()), out, notes::written);
      out.flush();
      claim.finish();
      Instant now = clock.instant();
      folder.save(planned.completed(out.bytes(), out.sha256(), now, now.plus(properties.keep())));
    }
  }

  private void again(ExportJob job, ExportFolder.Claim claim, Exception why) throws IOException {
    if (!goesOn()) {
      return; // The server stops; the next one begins anew.
    }
    LOG.warn("Export {} failed at attempt {}", job.exportId(), job.attempts(), why);
    if (job.attempts() >= MOST_ATTEMPTS) {
      fail(job, claim, "Expected to write the export, but it failed " + job.attempts() + " times");
    } else {
      pause();
      nudge();
    }
  }

  private void fail(ExportJob job, ExportFolder.Claim claim, String why) throws IOException {
    claim.discard();
    Instant now = clock.instant();
    folder.save(job.failed(why, now, now.plus(properties.keep())));
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notes progress now and then, and hears that the server stops. */
  private final class Notes {
    private final ExportJob job;
    private long last = System.nanoTime();

    private Notes(ExportJob job) {
      this.job = job;
    }

    void written(long events) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Expected to write an export, but the server stops");
      }
      if (System.nanoTime() - last >= BETWEEN_NOTES.toNanos()) {
        last = System.nanoTime();
        folder.save(job.progressed(events));
      }
    }
  }
}
