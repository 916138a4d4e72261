package dev.assay.eventstore.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger is signed and shown. Needed where the sequencer runs.
 *
 * @param origin the ledger's name in every checkpoint, a URL without scheme, such as {@code
 *     log.example.com/assay}; taken at the first start and then kept in the database. Without one a
 *     random name is taken
 * @param keyFile the private key: PKCS #8 in PEM, as {@code openssl genpkey -algorithm ed25519}
 *     writes it
 * @param signingKey the private key itself, where there is no file
 * @param previousKeyFile the key before, which goes on signing beside the new one while it is set
 * @param createKey makes the key file where it is missing; for one machine only, because a key that
 *     was lost must not be replaced unnoticed
 * @param publishedFile keeps the last published checkpoint outside of the database, so that a
 *     database restored from an old backup is recognised; without one only witnesses can tell
 * @param publishPause between two writes of that file
 * @param tenantSignatures tenants' heads signed at most in one transaction; the rest follow
 * @param witnesses whom checkpoints are shown to
 * @param witnessPause between two checkpoints shown to one witness
 * @param witnessTimeout of one request; also how long the first start waits for witnesses
 */
@ConfigurationProperties("assay.ledger")
public record LedgerProperties(
    @Nullable String origin,
    @Nullable Path keyFile,
    @Nullable String signingKey,
    @Nullable Path previousKeyFile,
    @DefaultValue("false") boolean createKey,
    @Nullable Path publishedFile,
    @DefaultValue("10ms") Duration publishPause,
    @DefaultValue("16") int tenantSignatures,
    @DefaultValue List<Witness> witnesses,
    @DefaultValue("5s") Duration witnessPause,
    @DefaultValue("5s") Duration witnessTimeout) {

  /**
   * One witness.
   *
   * @param url the submission prefix of C2SP tlog-witness
   * @param key its vkey, of a cosigner
   */
  public record Witness(String url, String key) {}

  public LedgerProperties {
    witnesses = List.copyOf(witnesses);
    if (tenantSignatures < 1 || tenantSignatures > 1_000) {
      throw new IllegalArgumentException(
          "Expected assay.ledger.tenant-signatures from 1 to 1000, but it is " + tenantSignatures);
    }
  }

  /** The default limits, with this key. */
  public static LedgerProperties of(@Nullable String origin, String signingKey) {
    return new LedgerProperties(
        origin,
        null,
        signingKey,
        null,
        false,
        null,
        Duration.ofMillis(10),
        16,
        List.of(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  public LedgerProperties publishedIn(Path file) {
    return new LedgerProperties(
        origin,
        keyFile,
        signingKey,
        previousKeyFile,
        createKey,
        file,
        publishPause,
        tenantSignatures,
        witnesses,
        witnessPause,
        witnessTimeout);
  }

  public LedgerProperties witnessedBy(List<Witness> others, Duration pause, Duration timeout) {
    return new LedgerProperties(
        origin,
        keyFile,
        signingKey,
        previousKeyFile,
        createKey,
        publishedFile,
        publishPause,
        tenantSignatures,
        others,
        pause,
        timeout);
  }
}
