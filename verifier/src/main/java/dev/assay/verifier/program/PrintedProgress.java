package dev.assay.verifier.program;

import dev.assay.verifier.bundle.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;

/** Says on standard error how far long work is, every two seconds. */
public final class PrintedProgress implements Progress {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PrintWriter err;
  private final InstantSource clock;
  private long next;

  public PrintedProgress(PrintWriter err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
    this.next = clock.millis() + EVERY.toMillis();
  }

  @Override
  public void events(long events) {
    long now = clock.millis();
    if (now >= next) {
      err.println(events + " events checked …");
      err.flush();
      next = now + EVERY.toMillis();
    }
  }
}
