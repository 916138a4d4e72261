package dev.assay.qa.ledger;

import dev.assay.eventstore.database.DatabaseProperties;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.publishing.Notary;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.sequencer.Sequencer;
import dev.assay.eventstore.sequencer.SequencerProperties;
import dev.assay.eventstore.testing.LedgerUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A sequencer alone in its process, as the server wires it. It says on standard output when it
 * begins to lead and when it ceases to.
 */
public final class SequencerProgram {
  static final String LEADS = "leads";
  static final String FOLLOWS = "follows";

  private static final Duration PAUSED_AFTER = Duration.ofMillis(500);
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

  private SequencerProgram() {}

  /**
   * @param args URL and password of the database, file of the published checkpoint, URL and key of
   *     the witness, whether to be hasty, and events at most in a batch
   */
  public static void main(String[] args) {
    ProcessHandle.current().parent().orElseThrow().onExit().thenRun(() -> System.exit(1));
    Databases databases =
        new Databases(
            DatabaseProperties.of(args[0], Map.of(DatabaseRole.SEQUENCER.key(), args[1])));
    DataSource source = databases.dataSource(DatabaseRole.SEQUENCER);
    LedgerProperties.Witness witness = new LedgerProperties.Witness(args[3], args[4]);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    int batch = Integer.parseInt(args[6]);
    Sequencer sequencer =
        Boolean.parseBoolean(args[5])
            ? hasty(source, witness, batch, meters)
            : sequencer(source, source, careful(Path.of(args[2]), witness), batch, meters);
    sequencer.start();
    tell(sequencer);
  }

  private static LedgerProperties careful(Path published, LedgerProperties.Witness witness) {
    return LedgerUnderTest.properties()
        .publishedIn(published)
        .witnessedBy(List.of(witness), Duration.ofMillis(20), Duration.ofSeconds(2));
  }

  /** It remembers nothing outside of the database: that would keep it from going on. */
  private static Sequencer hasty(
      DataSource source, LedgerProperties.Witness witness, int batch, SimpleMeterRegistry meters) {
    return sequencer(
        new HastyDataSource(source, witness.url()),
        source,
        LedgerUnderTest.properties(),
        batch,
        meters);
  }

  private static Sequencer sequencer(
      DataSource ordering,
      DataSource source,
      LedgerProperties ledger,
      int batch,
      SimpleMeterRegistry meters) {
    SequencerProperties often =
        new SequencerProperties(
            batch,
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            PAUSED_AFTER,
            Duration.ofSeconds(30));
    return new Sequencer(
        ordering, new HeadSignal(() -> 0), new Notary(source, ledger, meters), often, meters);
  }

  private static void tell(Sequencer sequencer) {
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      if (sequencer.leads() != told) {
        told = !told;
        System.out.println(told ? LEADS : FOLLOWS);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
