package dev.assay.query.audit.exports;

import dev.assay.api.id.TenantId;
import dev.assay.query.audit.bundle.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as its file says it is.
 *
 * @param withhold as {@link dev.assay.query.audit.bundle.Withheld#names} has it
 * @param attempts how often it was begun: a process that dies begins it anew
 * @param written events so far
 * @param total events it will have; null before it is planned
 * @param treeSize leaves of the tree that it is proved against
 * @param bytes of the finished file
 * @param sha256 of the finished file, in hexadecimal
 * @param failure what was expected and was not so; only of one that failed
 */
record ExportJob(
    UUID exportId,
    TenantId tenant,
    String requestedBy,
    Scope scope,
    List<String> withhold,
    Status status,
    int attempts,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant expiresAt,
    long written,
    @Nullable Long total,
    @Nullable Long treeSize,
    @Nullable Long bytes,
    @Nullable String sha256,
    @Nullable String failure) {

  /** How far it is. */
  enum Status {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED;

    boolean isEnd() {
      return this == COMPLETED || this == FAILED;
    }
  }

  static ExportJob requested(
      UUID exportId,
      TenantId tenant,
      String requestedBy,
      Scope scope,
      List<String> withhold,
      Instant now) {
    return new ExportJob(
        exportId,
        tenant,
        requestedBy,
        scope,
        withhold,
        Status.PENDING,
        0,
        now,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        null);
  }

  /** Begun, or begun anew. */
  ExportJob begun(Instant now) {
    return new ExportJob(
        exportId,
        tenant,
        requestedBy,
        scope,
        withhold,
        Status.RUNNING,
        attempts + 1,
        createdAt,
        now,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        null);
  }

  ExportJob planned(long events, long size) {
    return with(Status.RUNNING, null, null, 0, events, size, null, null, null);
  }

  ExportJob progressed(long events) {
    return with(Status.RUNNING, null, null, events, total, treeSize, null, null, null);
  }

  ExportJob completed(long length, String digest, Instant now, Instant expires) {
    return with(
        Status.COMPLETED,
        now,
        expires,
        total == null ? 0 : total,
        total,
        treeSize,
        length,
        digest,
        null);
  }

  ExportJob failed(String why, Instant now, Instant expires) {
    return with(Status.FAILED, now, expires, written, total, treeSize, null, null, why);
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  private ExportJob with(
      Status next,
      @Nullable Instant ended,
      @Nullable Instant expires,
      long events,
      @Nullable Long all,
      @Nullable Long size,
      @Nullable Long length,
      @Nullable String digest,
      @Nullable String why) {
    return new ExportJob(
        exportId,
        tenant,
        requestedBy,
        scope,
        withhold,
        next,
        attempts,
        createdAt,
        startedAt,
        ended,
        expires,
        events,
        all,
        size,
        length,
        digest,
        why);
  }
}
