package dev.assay.query.audit.exports;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import dev.assay.query.audit.bundle.Withheld;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Takes requests for exports, so many of a tenant. */
final class Exports {
  private final ExportFolder folder;
  private final ExportRunner runner;
  private final ExportProperties properties;
  private final Clock clock;

  Exports(ExportFolder folder, ExportRunner runner, ExportProperties properties, Clock clock) {
    this.folder = folder;
    this.runner = runner;
    this.properties = properties;
    this.clock = clock;
  }

  synchronized ExportJob request(Caller caller, ExportViews.Request request) {
    List<String> withhold = request.withhold() == null ? List.of() : request.withhold();
    Withheld withheld = Withheld.of(withhold);
    if (folder.of(caller.tenant()).size() >= properties.maxPerTenant()) {
      throw new CommandRejected(
          RejectionCode.QUOTA_EXCEEDED,
          "Expected at most %d exports of a tenant, but there are as many; each expires after %s"
              .formatted(properties.maxPerTenant(), properties.keep()));
    }
    ExportJob job =
        ExportJob.requested(
            Uuids.next(),
            caller.tenant(),
            caller.actor().principal(),
            request.scope(),
            withheld.names(),
            clock.instant());
    folder.save(job);
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
