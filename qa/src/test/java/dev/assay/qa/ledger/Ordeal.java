package dev.assay.qa.ledger;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Crashes sequencers while writers write, a reader reads and a witness watches. */
final class Ordeal {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final int TOLD_EVERY = 50;

  /** Everything committed is ordered, and the newest checkpoint is shown. */
  private static final String CALM =
      """
      SELECT (SELECT count(*) FROM event_store.events) = (SELECT count(*) FROM event_store.event_order)
        AND NOT EXISTS (SELECT 1 FROM event_store.ledger_heads WHERE signed_size < size)
        AND (SELECT published_size FROM event_store.ledger_status)
          = (SELECT size FROM event_store.ledger_heads WHERE tree = '00000000-0000-0000-0000-000000000000')""";

  /** And the witness agrees. */
  private static final String COSIGNED =
      """
      SELECT (SELECT published_size FROM event_store.ledger_status)
        = (SELECT coalesce(max(tree_size), 0) FROM event_store.ledger_cosignatures)""";

  private static final String STATE =
      """
      SELECT (SELECT count(*) FROM event_store.events) AS events,
        (SELECT count(*) FROM event_store.event_order) AS ordered,
        (SELECT epoch FROM event_store.sequencer) AS epoch,
        (SELECT size FROM event_store.ledger_heads WHERE tree = '00000000-0000-0000-0000-000000000000') AS size,
        (SELECT max(tree_size) FROM event_store.ledger_cosignatures) AS cosigned,
        s.published_size, s.refusal FROM event_store.ledger_status s""";

  private final OrdealSettings settings;
  private final Path folder;
  private final Sightings sightings = new Sightings();

  Ordeal(OrdealSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /** How it went: nothing is found where all is well. */
  record Outcome(List<String> findings, Map<String, Integer> crashes, long events, int seen) {}

  Outcome run() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.createDurable();
        WitnessProcess witness = WitnessProcess.start(folder, sightings);
        StoreUnderTest store = new StoreUnderTest(database.databases())) {
      JdbcTemplate superuser = new JdbcTemplate(database.superuser());
      List<Machine> machines =
          List.of(machine("a", database, witness), machine("b", database, witness));
      Writers writers = new Writers(store.engine(), store.reader()::head, sightings);
      Map<String, Integer> tally;
      try (LedgerReader reader =
              new LedgerReader(
                  database.databases().dataSource(DatabaseRole.PROCESSOR),
                  new WitnessClient(witness.asConfigured().url()),
                  writers.tenants(),
                  sightings);
          writers;
          Crashes crashes =
              new Crashes(
                  machines,
                  new Postgres(superuser, folder.resolve("postgres.log")),
                  new Moment(superuser),
                  settings)) {
        reader.start();
        writers.start(settings.seed());
        crash(crashes, machines);
        writers.close();
        crashes.recover();
        awaitCalm(superuser, CALM);
        if (!settings.hasty()) {
          awaitCalm(superuser, COSIGNED);
        }
        tally = crashes.tally();
      }
      witness.requireAlive();
      new RecordCheck(database, sightings).check(writers.acknowledged());
      return new Outcome(sightings.findings(), tally, writers.acknowledged(), sightings.count());
    }
  }

  private Machine machine(String name, EmbeddedDatabase database, WitnessProcess witness)
      throws IOException {
    return new Machine(folder.resolve(name), database, witness.asConfigured(), settings);
  }

  /** Until they are over; earlier where something is wrong by then. */
  private void crash(Crashes crashes, List<Machine> machines) throws Exception {
    for (int crash = 1; crash <= settings.crashes() && sightings.findings().isEmpty(); crash++) {
      crashes.once();
      for (Machine machine : machines) {
        machine.published().ifPresent(published -> sightings.saw("a file", published));
      }
      if (crash % TOLD_EVERY == 0) {
        System.out.printf("%d crashes: %s%n", crash, crashes.tally());
      }
    }
  }

  /** What never comes true is a finding: whoever reads it wants to know how things stood. */
  private void awaitCalm(JdbcTemplate superuser, String sql) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!holds(superuser, sql)) {
      if (System.nanoTime() - deadline > 0) {
        sightings.wrong("no calm: " + superuser.queryForList(STATE) + " logs are in " + folder);
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean holds(JdbcTemplate superuser, String sql) {
    try {
      return Boolean.TRUE.equals(superuser.queryForObject(sql, Boolean.class));
    } catch (DataAccessException e) {
      return false;
    }
  }
}
