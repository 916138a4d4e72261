package dev.assay.eventstore.ledger.signing;

import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/** Signs the checkpoints of one origin: the global ones and, with the same keys, tenants'. */
public final class LedgerSigner {
  private final List<LogSigner> signers;

  public LedgerSigner(String origin, LedgerKeys keys) {
    List<LogSigner> all = new ArrayList<>();
    all.add(keys.current().named(origin));
    if (keys.previous() != null) {
      all.add(keys.previous().named(origin));
    }
    this.signers = List.copyOf(all);
  }

  /** The signature lines of a note with the checkpoint's text. */
  public String sign(Checkpoint checkpoint) {
    StringBuilder lines = new StringBuilder();
    for (LogSigner signer : signers) {
      lines.append(signer.sign(checkpoint.body()).line());
    }
    return lines.toString();
  }

  /** The public keys; the current one first. */
  public List<VerifierKey> verifierKeys() {
    return signers.stream().map(LogSigner::verifierKey).toList();
  }
}
