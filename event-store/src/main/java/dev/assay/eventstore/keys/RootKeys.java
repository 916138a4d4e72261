package dev.assay.eventstore.keys;

import dev.assay.eventstore.keys.root.FileRootKey;
import dev.assay.eventstore.keys.root.GivenRootKey;
import dev.assay.eventstore.keys.root.VaultRootKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses the root key that the properties name. */
public final class RootKeys {
  private RootKeys() {}

  /** Throws {@link IllegalStateException} where a setting is missing. */
  public static RootKey of(KeyProperties properties) {
    return switch (properties.root()) {
      case FILE -> new FileRootKey(required(properties.file(), "assay.keys.file"));
      case GIVEN -> new GivenRootKey(required(properties.given(), "assay.keys.given"));
      case VAULT -> vault(required(properties.vault(), "assay.keys.vault.address"));
    };
  }

  private static RootKey vault(KeyProperties.Vault vault) {
    Path file = vault.tokenFile();
    Supplier<String> token;
    if (file != null) {
      token = () -> read(file);
    } else {
      String given = required(vault.token(), "assay.keys.vault.token or .token-file");
      token = () -> given;
    }
    return new VaultRootKey(vault.address(), vault.mount(), vault.key(), token, vault.timeout());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected the token of the Vault in " + file, e);
    }
  }

  private static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalStateException("Expected the property " + name + ", but it is not set");
    }
    return value;
  }
}
