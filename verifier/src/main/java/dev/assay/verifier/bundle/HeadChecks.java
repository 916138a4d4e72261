package dev.assay.verifier.bundle;

import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.util.Map;

/** Checks the signed tree heads: who signed them, where they are, who saw them. */
final class HeadChecks {
  private final Contents contents;
  private final Trust trust;
  private final Report report;
  private final ChosenKeys keys;

  HeadChecks(Contents contents, Trust trust, ChosenKeys keys, Report report) {
    this.contents = contents;
    this.trust = trust;
    this.report = report;
    this.keys = keys;
  }

  void run() throws IOException {
    report.run(Check.STRUCTURE, this::describe);
    report.run(Check.SIGNATURE, this::signature);
    report.run(Check.LOG, this::log);
    if (trust.witnesses().isEmpty()) {
      report.skipped(
          Check.WITNESSES, "no witness was named: the operator alone vouches for the past");
    } else {
      report.run(Check.WITNESSES, this::witnesses);
    }
  }

  private String describe() {
    LogOrigin origin = contents.origin();
    report.fact("log", origin.log());
    report.fact("tenant", origin.tenantPseudonym());
    report.fact("treeSize", contents.tenantCheckpoint().size());
    report.fact("root", contents.tenantCheckpoint().root());
    report.fact("leaves", contents.manifest().said().getOrDefault("leaves", Map.of()));
    report.fact("said", contents.manifest().said());
    return "all parts are there and speak of one tree";
  }

  private String signature() {
    report.fact("keySource", keys.source());
    report.fact("originProven", keys.source().isProof());
    VerifierKey signer = keys.signerOf(contents.tenantNote(), "tenant's checkpoint");
    keys.signerOf(contents.proof().checkpoint(), "log's checkpoint");
    report.fact("key", signer);
    return "signed by " + signer + " (key from " + keys.source() + ")";
  }

  private String log() {
    Checkpoint log = contents.logCheckpoint();
    if (!log.origin().equals(contents.origin().log())) {
      throw new NotVerified(
          "Expected a checkpoint of the log '%s', but it is of '%s'"
              .formatted(contents.origin().log(), log.origin()));
    }
    long index = contents.proof().index();
    if (!contents.proof().verifies(GlobalEntry.ofTenantCheckpoint(contents.tenantCheckpoint()))) {
      throw new NotVerified(
          "Expected the tenant's checkpoint as entry %d of %d of the log, but the proof leads elsewhere"
              .formatted(index, log.size()));
    }
    report.fact("logIndex", index);
    report.fact("logSize", log.size());
    return "the tenant's checkpoint is entry %d of %d of the log".formatted(index, log.size());
  }

  private String witnesses() {
    WitnessCheck witnesses = new WitnessCheck(trust.witnesses());
    witnesses.look(contents.proof().checkpoint(), "log");
    witnesses.look(contents.tenantNote(), "tenant");
    report.fact("witnesses", witnesses.statements());
    witnesses.require(trust.minWitnesses());
    return "seen by %d of %d: %s"
        .formatted(witnesses.names().size(), trust.witnesses().size(), witnesses.names());
  }
}
