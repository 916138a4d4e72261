package dev.assay.command.keys;

import dev.assay.eventstore.keys.RetentionJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Tells how the retention job fares, in the process that runs it; the others tell nothing. */
final class RetentionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionWatch.class);

  private final RetentionJob job;
  private final Clock clock;
  private volatile RetentionJob.@Nullable Job seen;

  RetentionWatch(RetentionJob job, Clock clock, MeterRegistry meters) {
    this.job = job;
    this.clock = clock;
    Gauge.builder("assay.retention.age", this, RetentionWatch::age)
        .baseUnit("seconds")
        .description("since a run of the retention job came to its end")
        .register(meters);
    Gauge.builder("assay.retention.held", this, RetentionWatch::held)
        .description("data keys whose time is over, and which a legal hold keeps")
        .register(meters);
  }

  boolean isDue(Duration every) {
    return job.isDue(every);
  }

  void look() {
    seen = job.read().orElse(null);
  }

  void leftToOthers() {
    seen = null;
  }

  void failed(Exception cause) {
    try {
      job.failed(cause.getClass().getSimpleName());
    } catch (DataAccessException e) {
      LOG.debug("Expected to say why keys are not looked after", e);
    }
  }

  private double age() {
    RetentionJob.Job last = seen;
    Instant finished = last == null ? null : last.finishedAt();
    return finished == null ? Double.NaN : Duration.between(finished, clock.instant()).toSeconds();
  }

  private double held() {
    RetentionJob.Job last = seen;
    return last == null ? Double.NaN : last.held();
  }
}
