package dev.assay.query.audit.report;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.ledger.proofs.DamagedRecordException;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.query.audit.bundle.BundlePlan;
import dev.assay.query.audit.bundle.Bundles;
import dev.assay.query.audit.bundle.RecordedLeaf;
import dev.assay.query.audit.bundle.Scope;
import dev.assay.query.reading.TenantReader;
import dev.assay.verifier.merkle.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;

/**
 * Reads what a report looks at: as far as a published checkpoint covers it, from the record itself.
 * The read model of events only says where in the record a period, an execution and erasures are.
 */
final class ReportReader {
  private static final Duration SIGNED_IN = Duration.ofSeconds(15);
  private static final long BETWEEN_LOOKS_MS = 20;

  // The sum keeps PostgreSQL from walking the positions one by one until one is in time; the index
  // on time has what this asks for.
  private static final String SPAN =
      """
      SELECT min(created_position + 0), max(created_position + 0) FROM read_model.audit_events
      WHERE created_at >= ?::timestamptz AND created_at < ?::timestamptz
      """;
  private static final String ERASURES =
      """
      SELECT e.payload FROM read_model.audit_events a
      CROSS JOIN LATERAL (
        SELECT payload FROM event_store.events e
        WHERE e.tenant_id = a.tenant_id AND e.aggregate_id = a.aggregate_id AND e.sequence = a.sequence
        LIMIT 1) e
      WHERE a.type = 'subject.erased'
      """;

  private final TenantReader reader;
  private final Bundles bundles;
  private final Ledger ledger;
  private final JdbcTemplate jdbc;

  ReportReader(TenantReader reader, Bundles bundles, Ledger ledger, JdbcTemplate jdbc) {
    this.reader = reader;
    this.bundles = bundles;
    this.ledger = ledger;
    this.jdbc = jdbc;
  }

  /** Which part of the tree is meant, and the checkpoint that covers it. */
  BundlePlan plan(TenantId tenant, ReportScope scope) throws InterruptedException {
    awaitCheckpoint(tenant);
    bundles.awaitReadModel(tenant);
    if (scope.workflowExecutionId() != null) {
      return bundles.plan(tenant, Scope.execution(scope.workflowExecutionId()));
    }
    if (!scope.hasPeriod()) {
      return bundles.plan(tenant, Scope.TENANT);
    }
    Scope positions = positions(tenant, scope);
    return positions == null
        ? bundles.plan(tenant, Scope.TENANT, List.of())
        : bundles.plan(tenant, positions);
  }

  /** The root of the plan's tree as the tables have it now; none where part of them is gone. */
  Optional<Hash> root(TenantId tenant, BundlePlan plan) {
    try {
      return reader.read(tenant, () -> Optional.of(ledger.root(tenant.value(), plan.treeSize())));
    } catch (DamagedRecordException e) {
      return Optional.empty();
    }
  }

  void each(TenantId tenant, BundlePlan plan, Consumer<RecordedLeaf> visitor) {
    bundles.each(tenant, plan, visitor);
  }

  /** Pseudonyms of those whose data was erased. */
  Set<String> erasedSubjects(TenantId tenant) {
    return reader.read(
        tenant, () -> new HashSet<>(jdbc.query(ERASURES, (row, i) -> subject(row.getBytes(1)))));
  }

  private static String subject(byte[] erasure) {
    try {
      return EventJson.tree(erasure).path("subject").stringValue("");
    } catch (JacksonException e) {
      return ""; // A damaged erasure is a finding where it is evidence; here it erases nobody.
    }
  }

  private @Nullable Scope positions(TenantId tenant, ReportScope scope) {
    List<Scope> found =
        reader.read(
            tenant,
            () ->
                jdbc
                    .query(
                        SPAN,
                        (row, i) -> new long[] {row.getLong(1), row.getLong(2)},
                        time(scope.from(), "-infinity"),
                        time(scope.to(), "infinity"))
                    .stream()
                    .filter(span -> span[0] > 0)
                    .map(span -> Scope.positions(span[0], span[1]))
                    .toList());
    return found.isEmpty() ? null : found.getFirst();
  }

  private static String time(@Nullable Instant time, String without) {
    return time == null ? without : time.toString();
  }

  /** A tenant's first events are signed within moments; this very request is one of them. */
  private void awaitCheckpoint(TenantId tenant) throws InterruptedException {
    UUID tree = tenant.value();
    long deadline = System.nanoTime() + SIGNED_IN.toNanos();
    while (!reader.read(tenant, () -> ledger.checkpoint(tree).isPresent())) {
      if (System.nanoTime() - deadline >= 0) {
        throw new CommandRejected(
            RejectionCode.UNAVAILABLE,
            "Expected a signed checkpoint that covers the report, but there is none yet",
            Map.of("retryAfterSeconds", "2"),
            List.of());
      }
      Thread.sleep(BETWEEN_LOOKS_MS);
    }
  }
}
