package dev.assay.query.audit.report;

import dev.assay.query.audit.report.catalogue.LedgerFact;
import dev.assay.query.audit.report.catalogue.Obligation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what speaks to one obligation, in memory that does not depend on how much that is. */
final class Tally {
  /** Findings that are named; the rest are counted. */
  static final int MOST_FINDINGS = 100;

  private final Obligation obligation;
  private final long treeSize;
  private final List<EvidenceCheck> checks;
  private final List<Finding> shown = new ArrayList<>();
  private long events;
  private long findings;
  private long erased;
  private @Nullable Place first;
  private @Nullable Place last;

  Tally(Obligation obligation, long treeSize) {
    this.obligation = obligation;
    this.treeSize = treeSize;
    this.checks = obligation.evidence().stream().map(EvidenceCheck::new).toList();
  }

  void see(SeenEvent event) {
    boolean counts = false;
    boolean isErased = false;
    Set<Lack> missing = Set.of();
    for (EvidenceCheck check : checks) {
      if (check.counts(event)) {
        missing = counts ? missing : new LinkedHashSet<>(event.envelope());
        counts = true;
        missing.addAll(check.missing(event));
        isErased |= check.isErased(event);
      }
    }
    if (counts) {
      count(event, isErased, missing);
    }
  }

  private void count(SeenEvent event, boolean isErased, Set<Lack> missing) {
    events++;
    erased += isErased ? 1 : 0;
    last = event.place(treeSize);
    first = first == null ? last : first;
    if (!missing.isEmpty()) {
      findings++;
      if (shown.size() < MOST_FINDINGS) {
        shown.add(new Finding(last, List.copyOf(missing)));
      }
    }
  }

  ObligationAnswer answer(Map<LedgerFact, FactAnswer> ledger) {
    List<FactAnswer> facts =
        obligation.facts().stream().map(fact -> Objects.requireNonNull(ledger.get(fact))).toList();
    return new ObligationAnswer(
        obligation.id(),
        obligation.title(),
        status(facts),
        obligation.asks(),
        obligation.shows(),
        obligation.outside(),
        events,
        erased,
        first,
        last,
        checks.stream().map(EvidenceAnswer::of).toList(),
        facts,
        findings,
        List.copyOf(shown));
  }

  private ObligationStatus status(List<FactAnswer> facts) {
    if (obligation.isOutsideTheRecord()) {
      return ObligationStatus.OUTSIDE_THE_RECORD;
    }
    if (findings > 0 || !facts.stream().allMatch(FactAnswer::holds)) {
      return ObligationStatus.NOT_MET;
    }
    return events == 0 && !checks.isEmpty() ? ObligationStatus.NO_OCCURRENCE : ObligationStatus.MET;
  }
}
