package dev.assay.query.audit.bundle;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.verifier.tlog.TlogProof;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a bundle is proved against.
 *
 * @param proof that the tenant's checkpoint is in the global tree, with the checkpoint of that
 * @param publicKeys vkeys of the log, the newest first
 */
public record BundleHead(SignedCheckpoint checkpoint, TlogProof proof, List<String> publicKeys) {
  private static final int MOST_WITNESSES = 16;

  /** The newest there is; {@code NOT_FOUND} while nothing of the tenant is signed. */
  static BundleHead newest(Ledger ledger, UUID tenant) {
    SignedCheckpoint own =
        ledger
            .checkpoint(tenant)
            .orElseThrow(() -> CommandRejected.notFound("checkpoint of tenant", tenant));
    SignedCheckpoint global =
        mostWitnessed(ledger, own.logIndex() + 1)
            .orElseThrow(() -> CommandRejected.notFound("checkpoint of the log", own.logIndex()));
    return new BundleHead(
        own,
        new TlogProof(
            own.logIndex(),
            ledger.inclusion(Tree.GLOBAL, own.logIndex(), global.size()).path(),
            global.note()),
        ledger.publicKeys());
  }

  /** Of those large enough, the one that the most witnesses have seen. */
  private static Optional<SignedCheckpoint> mostWitnessed(Ledger ledger, long size) {
    Optional<SignedCheckpoint> best = ledger.cosignedCheckpoint(size, 0);
    for (int witnesses = 1; witnesses <= MOST_WITNESSES; witnesses++) {
      Optional<SignedCheckpoint> seen = ledger.cosignedCheckpoint(size, witnesses);
      if (seen.isEmpty()) {
        return best;
      }
      best = seen;
    }
    return best;
  }

  long size() {
    return checkpoint.size();
  }
}
