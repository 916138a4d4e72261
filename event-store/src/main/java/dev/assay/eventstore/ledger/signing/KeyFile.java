package dev.assay.eventstore.ledger.signing;

import dev.assay.eventstore.ledger.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A private key in a file that only its owner may read. */
final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

  private KeyFile() {}

  static LedgerKey read(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        LOG.warn("Expected {} to be readable by its owner only, but everybody may read it", file);
      }
      return LedgerKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the ledger's signing key in " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  /** For an installation that nobody else starts at the same time. */
  static LedgerKey readOrCreate(Path file) {
    if (Files.exists(file)) {
      return read(file);
    }
    LedgerKey made = LedgerKey.generate(new SecureRandom());
    try {
      DurableFile.replace(file, made.pem());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to make the ledger's signing key in " + file, e);
    }
    LOG.info("Made the ledger's signing key in {}; keep a copy of it in a safe place", file);
    return made;
  }
}
