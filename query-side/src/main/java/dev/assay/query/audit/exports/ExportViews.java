package dev.assay.query.audit.exports;

import dev.assay.query.audit.bundle.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API says and hears of exports. */
final class ExportViews {
  private ExportViews() {}

  /**
   * What to export.
   *
   * @param withhold {@code payload}, {@code metadata} or event types, of which only hashes are
   *     exported
   */
  record Request(
      Scope scope,
      @Schema(description = "payload, metadata, or event types whose payload is left out")
          @Nullable List<String> withhold) {}

  /** That it was requested. */
  record Requested(UUID exportId, ExportJob.Status status) {}

  /** Events of an export. */
  record Progress(long written, @Nullable Long total) {}

  /** How far an export is. */
  record Status(
      UUID exportId,
      ExportJob.Status status,
      Scope scope,
      List<String> withhold,
      @Schema(description = "written of total events; total is null before it is known")
          Progress events,
      @Nullable Long treeSize,
      @Nullable Long bytes,
      @Nullable String sha256,
      @Nullable String failure,
      String requestedBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant expiresAt) {
    static Status of(ExportJob job) {
      return new Status(
          job.exportId(),
          job.status(),
          job.scope(),
          job.withhold(),
          new Progress(job.written(), job.total()),
          job.treeSize(),
          job.bytes(),
          job.sha256(),
          job.failure(),
          job.requestedBy(),
          job.createdAt(),
          job.startedAt(),
          job.endedAt(),
          job.expiresAt());
    }
  }
}
