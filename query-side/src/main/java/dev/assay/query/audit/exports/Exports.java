package dev.assay.query.audit.exports;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import dev.assay.query.audit.bundle.Withheld;
import dev.assay.query.jobs.JobQuota;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Takes requests for exports, so many of a tenant. */
final class Exports {
  private final ExportFolder folder;
  private final ExportRunner runner;
  private final JobQuota quota;
  private final Clock clock;

  Exports(ExportFolder folder, ExportRunner runner, JobQuota quota, Clock clock) {
    this.folder = folder;
    this.runner = runner;
    this.quota = quota;
    this.clock = clock;
  }

  ExportJob request(Caller caller, ExportViews.Request request) {
    List<String> withhold = request.withhold() == null ? List.of() : request.withhold();
    Withheld withheld = Withheld.of(withhold);
    ExportJob job =
        ExportJob.requested(
            Uuids.next(),
            caller.tenant(),
            caller.actor().principal(),
            request.scope(),
            withheld.names(),
            clock.instant());
    quota.take(caller.tenant(), () -> folder.save(job));
    runner.nudge();
    return job;
  }

  /** {@code NOT_FOUND} where the tenant has none, or none any more. */
  ExportJob find(Caller caller, UUID exportId) {
    return folder
        .find(caller.tenant(), exportId)
        .filter(job -> !job.isExpired(clock.instant()))
        .orElseThrow(() -> CommandRejected.notFound("export", exportId));
  }
}
