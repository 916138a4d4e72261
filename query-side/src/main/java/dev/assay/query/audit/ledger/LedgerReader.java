package dev.assay.query.audit.ledger;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.http.Caller;
import dev.assay.query.reading.TenantReader;
import java.util.UUID;
import java.util.function.Function;

/** Reads the ledger as a caller may see it, each answer from one snapshot. */
public final class LedgerReader {
  private final TenantReader reader;
  private final Ledger ledger;

  LedgerReader(TenantReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
  }

  <T> T read(Caller caller, Function<Ledger, T> query) {
    return reader.read(caller, () -> query.apply(ledger));
  }

  /** The newest checkpoint of a tree; {@code NOT_FOUND} while there is none. */
  static SignedCheckpoint newest(Ledger ledger, UUID tree) {
    return ledger
        .checkpoint(tree)
        .orElseThrow(() -> CommandRejected.notFound("checkpoint of the tree", tree));
  }
}
