package dev.assay.qa.ledger;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place where a sequencer can run. Its disk, with the published checkpoint, outlives crashes. */
final class Machine {
  private final List<String> args;
  private final Path published;
  private final Path log;
  private @Nullable JavaProcess sequencer;
  private volatile int life;
  private volatile boolean leads;

  Machine(Path disk, EmbeddedDatabase database, LedgerProperties.Witness witness, boolean hasty)
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
            String.valueOf(hasty));
  }

  void start() throws IOException {
    int now = ++life;
    leads = false;
    sequencer = JavaProcess.start(SequencerProgram.class, args, log, line -> said(now, line));
  }

  private synchronized void said(int inLife, String line) {
    if (inLife == life) {
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
