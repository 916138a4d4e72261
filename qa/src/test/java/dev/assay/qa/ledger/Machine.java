package dev.assay.qa.ledger;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A place where a sequencer can run. Its disk, with the published checkpoint, outlives crashes. */
final class Machine {
  /**
   * Small, so that crashes fall into the middle; another in each life, so that no two batches are
   * alike.
   */
  private static final int SMALLEST_BATCH = 5;

  private static final int BATCHES = 60;

  private final List<String> args;
  private final Path published;
  private final Path log;
  private final Random random;
  private @Nullable JavaProcess sequencer;
  private volatile int life;
  private volatile boolean leads;

  Machine(
      Path disk,
      EmbeddedDatabase database,
      LedgerProperties.Witness witness,
      OrdealSettings settings)
      throws IOException {
    Files.createDirectories(disk);
    this.published = disk.resolve("published");
    this.log = disk.resolve("sequencer.log");
    this.args =
        List.of(
            database.url(),
            Objects.requireNonNull(database.passwords().get(DatabaseRole.SEQUENCER.key())),
            published.toString(),
            witness.url(),
            witness.key(),
            String.valueOf(settings.hasty()));
    this.random = new Random(settings.seed() + disk.hashCode());
  }

  void start() throws IOException {
    int now = ++life;
    leads = false;
    List<String> all = new ArrayList<>(args);
    all.add(String.valueOf(SMALLEST_BATCH + random.nextInt(BATCHES)));
    sequencer = JavaProcess.start(SequencerProgram.class, all, log, line -> said(now, line));
  }

  private synchronized void said(int inLife, String line) {
    boolean isWord = line.equals(SequencerProgram.LEADS) || line.equals(SequencerProgram.FOLLOWS);
    if (inLife == life && isWord) {
      leads = line.equals(SequencerProgram.LEADS);
    }
  }

  boolean isAlive() {
    return sequencer != null && sequencer.isAlive();
  }

  boolean leads() {
    return leads;
  }

  void pause() throws IOException, InterruptedException {
    Objects.requireNonNull(sequencer).pause();
  }

  void resume() throws IOException, InterruptedException {
    Objects.requireNonNull(sequencer).resume();
  }

  void kill() throws InterruptedException {
    if (sequencer != null) {
      sequencer.kill();
    }
    leads = false;
  }

  /** What its disk says was published last. */
  Optional<Checkpoint> published() throws IOException {
    return Files.exists(published)
        ? Optional.of(Checkpoint.parse(Note.parse(Files.readAllBytes(published)).text()))
        : Optional.empty();
  }
}
