package dev.assay.server.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that a one-machine installation makes for itself and keeps across restarts. */
public final class Secrets {
  private static final int BYTES = 32;

  private final DataDirectory home;
  private final SecureRandom random = new SecureRandom();

  public Secrets(DataDirectory home) {
    this.home = home;
  }

  /** The secret of this name: 256 random bits as base64url, made on first use. */
  public String named(String name) {
    String relative = "secrets/" + name;
    Path file = home.root().resolve(relative);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the secret " + name, e);
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    home.write(relative, secret + "\n");
    return secret;
  }
}
