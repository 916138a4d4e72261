package dev.assay.query.audit.report;

import dev.assay.query.audit.bundle.BundleHead;
import dev.assay.query.audit.bundle.BundlePlan;
import dev.assay.query.audit.bundle.Leaves;
import dev.assay.query.audit.bundle.RecordedLeaf;
import dev.assay.query.audit.report.catalogue.LedgerFact;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.BadSignature;
import dev.assay.verifier.note.VerifierKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds what a report looks at against the ledger. */
final class LedgerCheck {
  private static final long SOME_PLACES = -1;

  private final BundlePlan plan;
  private final @Nullable Hash root;
  private final UUID pseudonym;
  private long seen;
  private long altered;
  private @Nullable String firstAltered;
  private @Nullable Long firstGap;
  private long expected;

  /**
   * @param root of the tree as it is, when it had the size of the plan's checkpoint; null where
   *     part of the tree is gone
   */
  LedgerCheck(BundlePlan plan, @Nullable Hash root) {
    this.plan = plan;
    this.root = root;
    this.pseudonym =
        LogOrigin.parse(plan.head().checkpoint().checkpoint().origin()).tenantPseudonym();
    this.expected = plan.leaves() instanceof Leaves.Range range ? range.from() : SOME_PLACES;
  }

  void see(RecordedLeaf leaf) {
    seen++;
    if (expected >= 0) {
      if (firstGap == null && leaf.index() != expected) {
        firstGap = expected;
      }
      expected = leaf.index() + 1;
    }
    if (!leafOf(leaf).hash().equals(leaf.leaf())) {
      altered++;
      if (firstAltered == null) {
        firstAltered = "event %s at position %d".formatted(leaf.eventId(), leaf.position());
      }
    }
  }

  private EventLeaf leafOf(RecordedLeaf leaf) {
    return new EventLeaf(
        leaf.eventId(),
        pseudonym,
        leaf.index() + 1,
        leaf.aggregateId(),
        leaf.sequence(),
        ChronoUnit.MICROS.between(Instant.EPOCH, leaf.time()),
        leaf.revision(),
        leaf.aggregateType(),
        leaf.type(),
        leaf.payload().hash(),
        leaf.metadata().hash());
  }

  Map<LedgerFact, FactAnswer> facts() {
    Map<LedgerFact, FactAnswer> facts = new EnumMap<>(LedgerFact.class);
    for (LedgerFact fact : LedgerFact.values()) {
      String against =
          switch (fact) {
            case SIGNED -> againstSigned();
            case COMPLETE -> againstComplete();
            case UNALTERED -> againstUnaltered();
          };
      facts.put(
          fact, new FactAnswer(fact, against == null, against == null ? says(fact) : against));
    }
    return facts;
  }

  /** Of some places nothing shows that they are all. */
  private String says(LedgerFact fact) {
    return fact == LedgerFact.COMPLETE && expected < 0
        ? "At each place that belongs to the execution the event that was put there is found. That"
            + " no other event belongs to it is not shown."
        : fact.sentence();
  }

  private @Nullable String againstSigned() {
    BundleHead head = plan.head();
    List<VerifierKey> keys = head.publicKeys().stream().map(VerifierKey::parse).toList();
    try {
      if (head.checkpoint().note().verifiedBy(keys).isEmpty()) {
        return "Expected a checkpoint that the log's key has signed, but no key of the log has";
      }
    } catch (BadSignature | Malformed e) {
      return "Expected a checkpoint that the log's key has signed, but " + e.getMessage();
    }
    if (root == null) {
      return "Expected the tree that the checkpoint was made of, but part of it is gone";
    }
    return head.checkpoint().checkpoint().root().equals(root)
        ? null
        : "Expected the root of the tree in the checkpoint, but it has another";
  }

  private @Nullable String againstComplete() {
    long missing = plan.events() - seen;
    if (missing == 0 && firstGap == null) {
      return null;
    }
    return "Expected an event at each of %d places, but %d are missing%s"
        .formatted(
            plan.events(),
            missing,
            firstGap == null ? "" : "; the first is at index %d of the tree".formatted(firstGap));
  }

  private @Nullable String againstUnaltered() {
    return altered == 0
        ? null
        : "Expected each event to hash to its leaf, but %d do not; the first is %s"
            .formatted(altered, firstAltered);
  }
}
