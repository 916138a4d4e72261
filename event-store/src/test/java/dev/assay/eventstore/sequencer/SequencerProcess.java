package dev.assay.eventstore.sequencer;

import dev.assay.eventstore.ledger.publishing.Notary;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.testing.LedgerUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A sequencer alone in its process, to be killed. Arguments: URL, user, password, batch size. */
public final class SequencerProcess {
  private SequencerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(args[0]);
    source.setUser(args[1]);
    source.setPassword(args[2]);
    SequencerProperties properties =
        new SequencerProperties(
            Integer.parseInt(args[3]),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Notary notary = LedgerUnderTest.notary(source, meters);
    new Sequencer(source, new HeadSignal(() -> 0), notary, properties, meters).start();
    // Ends with its parent, should that die before it could kill.
    ProcessHandle.current().parent().orElseThrow().onExit().join();
  }
}
