package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.DurableFile;
import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last published checkpoint, in a file outside of the database: what a backup of the database
 * does not take back. The file is the signed note itself.
 */
final class PublishedMark {
  private final @Nullable Path file;

  /**
   * @param file without one nothing is remembered
   */
  PublishedMark(@Nullable Path file) {
    this.file = file;
  }

  /** Throws {@link LedgerRefused} for a file that is there and cannot be understood. */
  Optional<Checkpoint> read() {
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.parse(Note.parse(Files.readAllBytes(file)).text()));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file, e);
    } catch (Malformed e) {
      throw new LedgerRefused(
          "Expected the last published checkpoint in %s, but the file holds something else: %s. Find out why; if it is lost, remove it: an older backup is then recognised by witnesses only"
              .formatted(file, e.getMessage()));
    }
  }

  /** Returns when it is on disk. */
  void write(Note checkpoint) throws IOException {
    if (file != null) {
      DurableFile.replace(file, checkpoint.toString());
    }
  }
}
