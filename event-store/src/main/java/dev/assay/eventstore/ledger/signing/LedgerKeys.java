package dev.assay.eventstore.ledger.signing;

import dev.assay.eventstore.ledger.LedgerProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign.
 *
 * @param previous signs beside {@code current} while keys are exchanged
 */
public record LedgerKeys(LedgerKey current, @Nullable LedgerKey previous) {

  /** Throws {@link IllegalStateException} where there is no key and none is to be made. */
  public static LedgerKeys load(LedgerProperties properties) {
    Path before = properties.previousKeyFile();
    LedgerKey previous = before == null || !Files.exists(before) ? null : KeyFile.read(before);
    return new LedgerKeys(current(properties), previous);
  }

  private static LedgerKey current(LedgerProperties properties) {
    String given = properties.signingKey();
    if (given != null && !given.isBlank()) {
      return LedgerKey.parse(given);
    }
    Path file = properties.keyFile();
    if (file == null) {
      throw new IllegalStateException(
          "Expected assay.ledger.key-file or assay.ledger.signing-key, because this process signs"
              + " checkpoints, but neither is set");
    }
    if (properties.createKey()) {
      return KeyFile.readOrCreate(file);
    }
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "Expected the ledger's signing key in "
              + file
              + ", but there is no such file. A key that was lost is not replaced unnoticed:"
              + " see docs/how-to/rotate-the-ledger-key.md");
    }
    return KeyFile.read(file);
  }
}
