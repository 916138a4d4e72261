package dev.assay.server.home;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.PropertyResolver;

/** Where the ledger keeps its files in the data directory, unless the settings say otherwise. */
public final class LedgerHome {
  private static final String KEY_FILE = "assay.ledger.key-file";
  private static final String PREVIOUS_KEY_FILE = "assay.ledger.previous-key-file";
  private static final String PUBLISHED_FILE = "assay.ledger.published-file";

  private final Path root;
  private final PropertyResolver settings;

  public LedgerHome(Path root, PropertyResolver settings) {
    this.root = root;
    this.settings = settings;
  }

  /** What every server remembers of the ledger outside of its database. */
  public Map<String, Object> settings() {
    return unlessSet(PUBLISHED_FILE, root.resolve("ledger/published"));
  }

  /**
   * The key of an installation that has its own database. It is made on first use; one that signs
   * for many machines never is, because a key that was lost must not be replaced unnoticed.
   */
  public Map<String, Object> ownKey() {
    if (isSet(KEY_FILE) || isSet("assay.ledger.signing-key")) {
      return Map.of();
    }
    Map<String, Object> own = new HashMap<>();
    own.put(KEY_FILE, root.resolve("secrets/ledger-signing-key").toString());
    own.put("assay.ledger.create-key", true);
    own.putAll(unlessSet(PREVIOUS_KEY_FILE, root.resolve("secrets/ledger-signing-key.previous")));
    return own;
  }

  private Map<String, Object> unlessSet(String name, Path file) {
    return isSet(name) ? Map.of() : Map.of(name, file.toString());
  }

  private boolean isSet(String name) {
    return !settings.getProperty(name, "").isBlank();
  }
}
