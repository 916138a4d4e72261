package dev.assay.cli.verify;

import dev.assay.cli.Failure;
import dev.assay.verifier.bundle.KnownLogs;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Remembers the keys of logs when they are met first, as ssh remembers hosts. What was remembered
 * is never changed here: a log with another key is for a person to judge.
 */
public final class KnownLogsFile {
  private final Path file;

  public KnownLogsFile(Path file) {
    this.file = file;
  }

  /** Whether the log was met for the first time; throws if it was met with other keys only. */
  public boolean remember(VerifierKey key) throws IOException {
    List<VerifierKey> known = read().of(key.name());
    if (known.contains(key)) {
      return false;
    }
    if (!known.isEmpty()) {
      throw Failure.no(
          "Expected the log %s to have a key that %s knows, but it has %s. If it really changed its key, add that line to the file"
              .formatted(key.name(), file, key));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, key + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return true;
  }

  private KnownLogs read() throws IOException {
    try {
      return KnownLogs.parse(Files.readString(file));
    } catch (NoSuchFileException never) {
      return KnownLogs.NONE;
    } catch (Malformed wrong) {
      throw Failure.wrongUse(file + ": " + wrong.getMessage());
    }
  }
}
