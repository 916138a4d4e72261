package dev.assay.eventstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.EventPlace;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.InclusionProof;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long proofs take in trees of a million leaves: the call of the library, and all that a query
 * does but HTTP (the tenant's transaction, place, checkpoint, proof), beside looking up one row by
 * its key in the same run. By hand:
 *
 * <pre>{@code
 * mvn -ntp -pl event-store -am test -Dtest=ProofBenchmark -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.leaves} (default 1,000,000), {@code -Dassay.bench.per-batch} (events
 * that the sequencer would have ordered at once, default 100), {@code -Dassay.bench.proofs} (of
 * each kind, default 2,000).
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class ProofBenchmark {
  private static final int LEAVES = Integer.getInteger("assay.bench.leaves", 1_000_000);
  private static final int PER_BATCH = Integer.getInteger("assay.bench.per-batch", 100);
  private static final int PROOFS = Integer.getInteger("assay.bench.proofs", 2_000);

  private final UUID tenant = Uuids.next();
  private final Random random = new Random(1);

  @Test
  void inclusionAndConsistency() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.create()) {
      long begin = System.nanoTime();
      new LargeLedger(database, tenant, LEAVES).write(PER_BATCH);
      System.out.printf(
          "%,d leaves written in %.0f s%n", LEAVES, (System.nanoTime() - begin) / 1e9);
      JdbcTemplate reader = database.databases().jdbc(DatabaseRole.READER);
      Ledger ledger = new Ledger(database.databases().dataSource(DatabaseRole.READER));
      TransactionTemplate transaction = database.databases().transaction(DatabaseRole.READER);
      transaction.setReadOnly(true);
      verifyOneOfEach(asTenant(transaction, reader), ledger);
      measure(asTenant(transaction, reader), reader, ledger);
    }
  }

  private interface AsTenant {
    void run(Runnable reading);
  }

  private AsTenant asTenant(TransactionTemplate transaction, JdbcTemplate jdbc) {
    return reading ->
        transaction.executeWithoutResult(
            status -> {
              jdbc.queryForObject(
                  "SELECT set_config('assay.tenant', ?, true)", String.class, tenant.toString());
              reading.run();
            });
  }

  private void measure(AsTenant asTenant, JdbcTemplate jdbc, Ledger ledger) {
    // One transaction around all calls of the library; a query has its own.
    asTenant.run(
        () -> {
          Quantiles row = time("one row by its key", i -> rowAt(jdbc, i), LEAVES);
          for (UUID tree : new UUID[] {tenant, Tree.GLOBAL}) {
            long size = ledger.checkpoint(tree).orElseThrow().size();
            System.out.printf(
                "the %s tree of %,d leaves%n", tree.equals(tenant) ? "tenant's" : "global", size);
            compare(row, time("inclusion", i -> ledger.inclusion(tree, i - 1, size), size));
            compare(row, time("consistency", i -> ledger.consistency(tree, i, size), size));
          }
        });
    for (UUID tree : new UUID[] {tenant, Tree.GLOBAL}) {
      time(
          tree.equals(tenant) ? "query, tenant's" : "query, global",
          i -> asTenant.run(() -> query(ledger, tree, i)),
          LEAVES);
    }
    time("query of one row", i -> asTenant.run(() -> rowAt(jdbc, i)), LEAVES);
  }

  private static void rowAt(JdbcTemplate jdbc, long position) {
    jdbc.queryForList(
        "SELECT leaf_hash FROM event_store.event_order WHERE position = ?", byte[].class, position);
  }

  private void query(Ledger ledger, UUID tree, long position) {
    EventPlace place = ledger.find(tenant, LargeLedger.idOf(position)).orElseThrow();
    SignedCheckpoint newest = ledger.checkpoint(tree).orElseThrow();
    ledger.inclusion(tree, place.indexIn(tree), newest.size());
    ledger.leaf(tree, place.indexIn(tree));
  }

  private static void compare(Quantiles row, Quantiles proof) {
    System.out.printf(
        "  %-22s ratio P50 %6.1f  P99 %6.1f%n",
        "", proof.millis(0.5) / row.millis(0.5), proof.millis(0.99) / row.millis(0.99));
  }

  /** With numbers from 1 to {@code most}; the first tenth only warms up. */
  private Quantiles time(String name, LongConsumer work, long most) {
    long[] nanos = new long[PROOFS];
    for (int i = -PROOFS / 10; i < PROOFS; i++) {
      long number = 1 + random.nextLong(most);
      long begin = System.nanoTime();
      work.accept(number);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Quantiles quantiles = Quantiles.of(nanos);
    System.out.printf("  %-22s %s%n", name, quantiles);
    return quantiles;
  }

  private void verifyOneOfEach(AsTenant asTenant, Ledger ledger) {
    asTenant.run(
        () -> {
          for (UUID tree : new UUID[] {tenant, Tree.GLOBAL}) {
            SignedCheckpoint newest = ledger.checkpoint(tree).orElseThrow();
            long index = random.nextLong(newest.size());
            InclusionProof inclusion = ledger.inclusion(tree, index, newest.size());
            assertThat(inclusion.verifies(ledger.leaf(tree, index), newest.checkpoint().root()))
                .isTrue();
            ConsistencyProof consistency = ledger.consistency(tree, index + 1, newest.size());
            assertThat(
                    consistency.verifies(ledger.root(tree, index + 1), newest.checkpoint().root()))
                .isTrue();
          }
        });
  }
}
