package dev.assay.query.audit.bundle;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.query.reading.ProjectionPositions;
import dev.assay.query.reading.TenantReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Plans and writes bundles. A plan is of one snapshot; events are then read in batches, each in a
 * transaction of its own, because what has a leaf never changes.
 */
public final class Bundles {
  private static final Duration READ_MODEL_IN = Duration.ofSeconds(30);
  private static final int BATCH = 2_000;

  private final TenantReader reader;
  private final Ledger ledger;
  private final JdbcTemplate jdbc;
  private final ProjectionPositions projections;
  private final String program;

  /**
   * @param ledger on the connections of {@code reader}, and so {@code jdbc}
   * @param program name and version of this build
   */
  public Bundles(
      TenantReader reader,
      Ledger ledger,
      JdbcTemplate jdbc,
      ProjectionPositions projections,
      String program) {
    this.reader = reader;
    this.ledger = ledger;
    this.jdbc = jdbc;
    this.projections = projections;
    this.program = program;
  }

  /** What a bundle of this scope would hold by now. */
  public BundlePlan plan(TenantId tenant, Scope scope) throws InterruptedException {
    if (scope.kind() == Scope.Kind.EXECUTION) {
      awaitReadModel(tenant);
    }
    return reader.read(
        tenant,
        () -> {
          BundleHead head = BundleHead.newest(ledger, tenant.value());
          Leaves leaves = new ScopeSearch(jdbc).find(tenant.value(), scope, head.size());
          return new BundlePlan(head, scope, leaves);
        });
  }

  /** A bundle of some leaves, whatever the scope says. */
  public BundlePlan plan(TenantId tenant, Scope scope, List<Long> indexes) {
    return reader.read(
        tenant,
        () ->
            new BundlePlan(
                BundleHead.newest(ledger, tenant.value()), scope, new Leaves.Selection(indexes)));
  }

  /** All events of a plan, held in memory. */
  public List<RecordedLeaf> read(TenantId tenant, BundlePlan plan) {
    return reader.read(
        tenant,
        () -> {
          List<RecordedLeaf> found = new ArrayList<>();
          RecordedLeaves events = new RecordedLeaves(jdbc);
          switch (plan.leaves()) {
            case Leaves.Range range ->
                events.range(tenant.value(), range.from(), range.to(), found::add);
            case Leaves.Selection selection ->
                events.at(tenant.value(), selection.indexes(), found::add);
          }
          return found;
        });
  }

  /** All events of a plan, in order, in memory that does not depend on how many they are. */
  public void each(TenantId tenant, BundlePlan plan, Consumer<RecordedLeaf> visitor) {
    RecordedLeaves events = new RecordedLeaves(jdbc);
    switch (plan.leaves()) {
      case Leaves.Range range -> {
        for (long from = range.from(); from < range.to(); from += BATCH) {
          long first = from;
          long to = Math.min(first + BATCH, range.to());
          inTransaction(tenant, () -> events.range(tenant.value(), first, to, visitor));
        }
      }
      case Leaves.Selection selection -> {
        List<Long> indexes = selection.indexes();
        for (int from = 0; from < indexes.size(); from += BATCH) {
          List<Long> some = indexes.subList(from, Math.min(from + BATCH, indexes.size()));
          inTransaction(tenant, () -> events.at(tenant.value(), some, visitor));
        }
      }
    }
  }

  private void inTransaction(TenantId tenant, Runnable reading) {
    reader.read(
        tenant,
        () -> {
          reading.run();
          return true;
        });
  }

  /** An aggregate's events as far as a published checkpoint covers them. */
  public List<RecordedLeaf> signedOf(TenantId tenant, UUID aggregateId) {
    return reader.read(
        tenant,
        () -> {
          List<RecordedLeaf> found = new ArrayList<>();
          long size = ledger.checkpoint(tenant.value()).map(SignedCheckpoint::size).orElse(0L);
          List<Long> indexes = new ScopeSearch(jdbc).ofAggregate(tenant.value(), aggregateId, size);
          if (!indexes.isEmpty()) {
            new RecordedLeaves(jdbc).at(tenant.value(), indexes, found::add);
          }
          return found;
        });
  }

  /**
   * Writes the file; does not close the stream.
   *
   * @param written hears how many events are written, now and then
   */
  public void write(
      TenantId tenant, BundlePlan plan, Withheld withheld, OutputStream out, LongConsumer written)
      throws IOException {
    new BundleFile(reader, ledger, new RecordedLeaves(jdbc), tenant, plan, program)
        .write(withheld, out, written);
  }

  /** What belongs together is found by a read model, which must have seen what is signed. */
  public void awaitReadModel(TenantId tenant) throws InterruptedException {
    long position =
        reader.read(
            tenant,
            () ->
                new ScopeSearch(jdbc)
                    .lastPosition(
                        tenant.value(), BundleHead.newest(ledger, tenant.value()).size()));
    if (!projections.await(List.of("audit-events"), position, READ_MODEL_IN)) {
      throw new CommandRejected(
          RejectionCode.UNAVAILABLE,
          "Expected the read model audit-events to reach position "
              + position
              + ", but it is not there yet",
          Map.of("retryAfterSeconds", "5"),
          List.of());
    }
  }
}
