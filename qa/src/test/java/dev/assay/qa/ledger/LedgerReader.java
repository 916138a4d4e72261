package dev.assay.qa.ledger;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;

/**
 * Reads what is published, as an auditor does: of every tree the newest checkpoint, which must be
 * signed and must have grown from the one before. Shows tenants' checkpoints to the witness, whom
 * the sequencer shows global ones only.
 */
final class LedgerReader implements AutoCloseable {
  private static final long PAUSE_NANOS = 20_000_000;

  private final Ledger ledger;
  private final WitnessClient witness;
  private final List<UUID> trees;
  private final Sightings sightings;
  private final VerifierKey logKey = WitnessProcess.keyOfLog();
  private final Map<UUID, Checkpoint> last = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("reader").unstarted(this::run);
  private volatile boolean stopped;

  LedgerReader(
      DataSource processor, WitnessClient witness, List<UUID> tenants, Sightings sightings) {
    this.ledger = new Ledger(processor);
    this.witness = witness;
    this.trees = new ArrayList<>(tenants);
    this.trees.add(Tree.GLOBAL);
    this.sightings = sightings;
  }

  void start() {
    thread.start();
  }

  /** Has read everything once more when it returns. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }

  private void run() {
    boolean again = true;
    while (again) {
      again = !stopped; // once more after the end
      try {
        for (UUID tree : trees) {
          read(tree);
        }
        witness
            .latest(LedgerUnderTest.ORIGIN)
            .ifPresent(seen -> sightings.saw("who asked the witness", seen));
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (DataAccessException e) {
        LockSupport.parkNanos(PAUSE_NANOS); // PostgreSQL has crashed
      } catch (IOException e) {
        sightings.wrong("the witness was not there: " + e);
        return;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void read(UUID tree) throws IOException, InterruptedException {
    SignedCheckpoint newest = ledger.checkpoint(tree).orElse(null);
    Checkpoint before = last.get(tree);
    if (newest == null || newest.checkpoint().equals(before)) {
      return;
    }
    Checkpoint now = newest.checkpoint();
    sightings.saw("a reader", now);
    if (newest.note().verifiedBy(List.of(keyFor(now))).isEmpty()) {
      sightings.wrong("unsigned: a reader saw " + now);
    }
    // PostgreSQL may forget in a crash how far it had shown checkpoints; then it shows them again.
    if (before != null && now.size() < before.size()) {
      requireGrowth(tree, now, before);
      return;
    }
    List<Hash> proof = List.of();
    if (before != null) {
      proof = requireGrowth(tree, before, now).path();
    }
    last.put(tree, now);
    if (!tree.equals(Tree.GLOBAL)) {
      long from = before == null ? 0 : before.size();
      long seen = witness.show(new AddCheckpoint(from, proof, newest.note()));
      if (seen != from) {
        sightings.wrong("the witness has seen %d of %s, and only we show it".formatted(seen, now));
      }
    }
  }

  private ConsistencyProof requireGrowth(UUID tree, Checkpoint before, Checkpoint after) {
    ConsistencyProof proof = ledger.consistency(tree, before.size(), after.size());
    if (!proof.verifies(before.root(), after.root())) {
      sightings.wrong("inconsistent: a reader saw %s and then %s".formatted(before, after));
    }
    return proof;
  }

  /** Tenants' checkpoints are signed with the log's key. */
  private VerifierKey keyFor(Checkpoint checkpoint) {
    boolean isOurs =
        checkpoint.origin().equals(logKey.name())
            || LogOrigin.parse(checkpoint.origin()).log().equals(logKey.name());
    if (!isOurs) {
      sightings.wrong("a reader saw a checkpoint of another log: " + checkpoint);
    }
    return logKey;
  }
}
