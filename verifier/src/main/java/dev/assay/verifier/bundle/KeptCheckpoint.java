package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tenant's checkpoint that somebody kept: alone in a file, or inside a bundle. */
public final class KeptCheckpoint {
  private KeptCheckpoint() {}

  public static Note read(Path file) throws IOException {
    Note note = Note.parse(isZip(file) ? inBundle(file) : alone(file));
    Checkpoint.parse(note.text());
    return note;
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  private static byte[] inBundle(Path file) throws IOException {
    try (Archive archive = Archive.open(file)) {
      return archive.small(EntryName.CHECKPOINT);
    }
  }

  private static byte[] alone(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Note.MAX_BYTES + 1);
      if (bytes.length > Note.MAX_BYTES) {
        throw new Malformed("Expected a checkpoint of at most 1 MB, but it is larger");
      }
      return bytes;
    }
  }
}
