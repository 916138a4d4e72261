package dev.assay.query.audit.report;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.ledger.proofs.DamagedRecordException;
import dev.assay.http.Caller;
import dev.assay.query.audit.bundle.BundlePlan;
import dev.assay.query.audit.report.catalogue.Framework;
import dev.assay.query.audit.report.catalogue.LedgerFact;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes reports: one walk through the record, whatever the number of obligations. */
final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

  /** At once in this process: each reads as much of the record as is asked for. */
  private static final int MOST_AT_ONCE = 2;

  private final ReportReader reader;
  private final EventCodec codec;
  private final Clock clock;
  private final Semaphore running = new Semaphore(MOST_AT_ONCE);

  /**
   * @param codec only to read old revisions; it opens nothing
   */
  Reports(ReportReader reader, EventCodec codec, Clock clock) {
    this.reader = reader;
    this.codec = codec;
    this.clock = clock;
  }

  ComplianceReport make(Caller caller, Framework framework, ReportScope scope) {
    if (!running.tryAcquire()) {
      throw notNow("Expected at most %d reports at once, but more are asked for", MOST_AT_ONCE);
    }
    try {
      return made(caller, framework, scope);
    } catch (DamagedRecordException e) {
      // Without a proof there is no checkpoint to name, and a report that names none proves
      // nothing.
      LOG.error("No report can be made: the record lacks what it has signed", e);
      throw CommandRejected.invalidState(
          "Expected a record that is whole up to its checkpoint, but part of what it has signed is gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notNow("Expected to make a report, but the server stops");
    } finally {
      running.release();
    }
  }

  private ComplianceReport made(Caller caller, Framework framework, ReportScope scope)
      throws InterruptedException {
    TenantId tenant = caller.tenant();
    BundlePlan plan = reader.plan(tenant, scope);
    Set<String> erased = reader.erasedSubjects(tenant);
    LedgerCheck ledger = new LedgerCheck(plan, reader.root(tenant, plan).orElse(null));
    List<Tally> tallies =
        framework.obligations().stream().map(it -> new Tally(it, plan.treeSize())).toList();
    long[] events = {0};
    reader.each(
        tenant,
        plan,
        leaf -> {
          ledger.see(leaf);
          if (scope.holds(leaf.time())) {
            events[0]++;
            SeenEvent event = new SeenEvent(leaf, codec, erased);
            tallies.forEach(tally -> tally.see(event));
          }
        });
    Map<LedgerFact, FactAnswer> facts = ledger.facts();
    List<ObligationAnswer> obligations =
        tallies.stream().map(tally -> tally.answer(facts)).toList();
    ComplianceReport.Summary summary = ComplianceReport.Summary.of(obligations);
    return new ComplianceReport(
        ComplianceReport.FORMAT,
        framework.id(),
        framework.title(),
        framework.source(),
        framework.about(),
        summary.notMet() == 0 ? ReportStatus.PASSED : ReportStatus.FAILED,
        ComplianceReport.LIMITS,
        clock.instant(),
        caller.actor().principal(),
        new ComplianceReport.Asked(scope.from(), scope.to(), scope.workflowExecutionId()),
        CoveringCheckpoint.of(plan.head()),
        events[0],
        summary,
        obligations,
        framework.mapping());
  }

  private static CommandRejected notNow(String message, Object... arguments) {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE,
        message.formatted(arguments),
        Map.of("retryAfterSeconds", "5"),
        List.of());
  }
}
