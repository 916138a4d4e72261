package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.projections.testing.ReadModelDatabase;
import dev.assay.query.audit.bundle.BundlePlan;
import dev.assay.query.audit.bundle.Bundles;
import dev.assay.query.audit.bundle.Scope;
import dev.assay.query.audit.bundle.Withheld;
import dev.assay.query.reading.ProjectionPositions;
import dev.assay.query.reading.TenantReader;
import dev.assay.verifier.bundle.BundleVerifier;
import dev.assay.verifier.bundle.Progress;
import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.bundle.Trust;
import dev.assay.verifier.note.VerifierKey;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Exports all of a tenant's record and verifies the bundle, beside {@code COPY} of the same
 * payloads and metadata in the same run. By hand:
 *
 * <pre>{@code
 * mvn -ntp -pl query-side -am test -Dtest=ExportBenchmark -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.events} (default 200,000) and {@code -Dassay.bench.rounds} (default 3).
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class ExportBenchmark {
  private static final int EVENTS = Integer.getInteger("assay.bench.events", 200_000);
  private static final int ROUNDS = Integer.getInteger("assay.bench.rounds", 3);
  private static final int AT_ONCE = 1_000;

  private final TenantId tenant = new TenantId(Uuids.next());

  private interface Work {
    void run() throws Exception;
  }

  @Test
  void exportAndVerify(@TempDir Path folder) throws Exception {
    try (EmbeddedDatabase database = ReadModelDatabase.create();
        StoreUnderTest store = new StoreUnderTest(database.databases())) {
      JdbcTemplate superuser = new JdbcTemplate(database.superuser());
      fill(superuser);
      store.sequencer().start();
      Databases databases = database.databases();
      Ledger signed = new Ledger(databases.dataSource(DatabaseRole.PROCESSOR));
      Awaitility.await()
          .atMost(Duration.ofMinutes(10))
          .until(
              () -> signed.checkpoint(tenant.value()).map(it -> it.size() == EVENTS).orElse(false));
      superuser.execute("VACUUM ANALYZE");
      Trust trust = Trust.in(signed.publicKeys().stream().map(VerifierKey::parse).toList());
      Bundles bundles = bundles(databases);
      Path file = folder.resolve("bundle.zip");
      for (int round = 1; round <= ROUNDS; round++) {
        double copied = seconds(() -> copy(database));
        double exported = seconds(() -> export(bundles, file));
        double verified = seconds(() -> verify(file, trust));
        System.out.printf(
            "round %d: COPY %,.0f events/s; export %,.0f events/s (%.2f of it), %,d MB; verify %,.0f events/s%n",
            round,
            EVENTS / copied,
            EVENTS / exported,
            copied / exported,
            Files.size(file) / 1_000_000,
            EVENTS / verified);
      }
    }
  }

  private static Bundles bundles(Databases databases) {
    JdbcTemplate reader = databases.jdbc(DatabaseRole.READER);
    return new Bundles(
        new TenantReader(databases.transactionManager(DatabaseRole.READER), reader),
        new Ledger(databases.dataSource(DatabaseRole.READER)),
        reader,
        new ProjectionPositions(reader),
        "assay benchmark");
  }

  private void copy(EmbeddedDatabase database) throws Exception {
    try (Connection connection = database.superuser().getConnection()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              "COPY (SELECT payload, metadata FROM event_store.events WHERE tenant_id = '%s') TO STDOUT"
                  .formatted(tenant),
              OutputStream.nullOutputStream());
    }
  }

  private void export(Bundles bundles, Path file) throws Exception {
    BundlePlan plan = bundles.plan(tenant, Scope.TENANT);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      bundles.write(tenant, plan, Withheld.NOTHING, out, written -> {});
    }
  }

  private static void verify(Path file, Trust trust) throws Exception {
    Report report = BundleVerifier.verify(file, trust, Progress.NONE);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
  }

  private static double seconds(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** In transactions of a thousand events; payloads are as hard to pack as sealed ones. */
  private void fill(JdbcTemplate superuser) {
    for (int from = 0; from < EVENTS; from += AT_ONCE) {
      superuser.update(
          """
          INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
            revision, recorded_at, command_id, payload, metadata)
          SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 0, ?::uuid, 'AgentExecution', md5('a' || i / 20)::uuid, i % 20,
            'agent-execution.model-call-requested', 1, timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second',
            md5('c' || i)::uuid, convert_to('{"text":"' || r.hex || '"}', 'UTF8'),
            convert_to('{"actor.id":"ada","note":"' || substr(r.hex, 9) || r.hex || '"}', 'UTF8')
          FROM generate_series(?, ?) i
          CROSS JOIN LATERAL (SELECT string_agg(md5(i || '.' || n), '') AS hex FROM generate_series(1, 10) n) r
          """,
          tenant.toString(), from, Math.min(from + AT_ONCE, EVENTS) - 1);
    }
  }
}
