package dev.assay.eventstore.keys;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the root key is and how keys are used.
 *
 * @param root {@code file}, {@code given} or {@code vault}
 * @param file with {@code root=file}: where it is, made on first use
 * @param given with {@code root=given}: {@code <version>:<base64 of 32 bytes>}, one or more
 *     separated by commas; from the environment as {@code ASSAY_KEYS_GIVEN}
 * @param vault with {@code root=vault}
 * @param cache how long a process remembers a key; a process that did not erase a subject itself
 *     may open its texts for so long
 * @param period how long one data key seals; retention erases whole periods
 */
@ConfigurationProperties("assay.keys")
public record KeyProperties(
    @DefaultValue("file") Root root,
    @Nullable Path file,
    @Nullable String given,
    @Nullable Vault vault,
    @DefaultValue("30s") Duration cache,
    @DefaultValue("30d") Duration period) {

  /** With the time for which a look-up may take, a minute. */
  private static final Duration LONGEST_CACHE = Duration.ofSeconds(50);

  /** The kinds of root key. */
  public enum Root {
    FILE,
    GIVEN,
    VAULT
  }

  /**
   * The transit engine of a Vault.
   *
   * @param key its name in the engine
   * @param token or {@code tokenFile}, which an agent may renew
   */
  public record Vault(
      URI address,
      @DefaultValue("transit") String mount,
      @DefaultValue("assay") String key,
      @Nullable String token,
      @Nullable Path tokenFile,
      @DefaultValue("5s") Duration timeout) {}

  public KeyProperties {
    if (cache.isNegative() || cache.compareTo(LONGEST_CACHE) > 0) {
      throw new IllegalArgumentException(
          "Expected assay.keys.cache of at most 50s, but it is " + cache);
    }
    if (period.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "Expected assay.keys.period of at least one day, but it is " + period);
    }
  }

  /** Never the keys. */
  @Override
  public String toString() {
    return "keys by " + root;
  }
}
