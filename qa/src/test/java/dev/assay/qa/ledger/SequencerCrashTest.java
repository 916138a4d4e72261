package dev.assay.qa.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.ledger.Ordeal.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crashes of the sequencer, before a witness. Harder with {@code -Dassay.crashes=500}; the same
 * again with {@code -Dassay.crash.seed=…} (docs/how-to/run-the-crash-harness.md).
 */
class SequencerCrashTest {
  private static final int FEW = 40;

  private final OrdealSettings settings = OrdealSettings.fromProperties();

  @Test
  void shouldNeverShowTwoCheckpointsThatContradictEachOtherHoweverOftenItCrashes(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    System.out.println("Sequencer crash harness: " + settings);
    long begin = System.nanoTime();

    Outcome outcome = new Ordeal(settings, folder).run();

    System.out.printf(
        "%d crashes in %d s, %,d events, %,d checkpoints seen; killed %s%n",
        settings.crashes(),
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        outcome.events(),
        outcome.seen(),
        outcome.crashes());
    assertThat(outcome.findings()).isEmpty();
  }

  /** The negative control: what is wrong with this one is one commit that comes too late. */
  @Test
  void shouldFindASequencerThatShowsCheckpointsBeforeTheyAreCommitted(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    Outcome outcome = new Ordeal(settings.hasty(FEW), folder).run();

    assertThat(outcome.findings()).anyMatch(finding -> finding.startsWith("inconsistent"));
  }
}
