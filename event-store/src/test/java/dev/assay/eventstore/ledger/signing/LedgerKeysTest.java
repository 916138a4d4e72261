package dev.assay.eventstore.ledger.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerKeysTest {
  /** Made by openssl genpkey -algorithm ed25519. */
  private static final String BY_OPENSSL =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIEkEe+a1XukVM66voscit6zjh9ZZz8WhwyhUORDa3BDE
      -----END PRIVATE KEY-----
      """;

  private static final String ITS_PUBLIC_KEY = "yqVIN0/D+E6mgn3Uowh24hPQ7yproVuA5nUsRXrXPEM=";

  @TempDir private Path folder;

  @Test
  void shouldReadWhatOpensslWrites() {
    LedgerKey key = LedgerKey.parse(BY_OPENSSL);
    assertThat(key.named("log.test").verifierKey().publicKey())
        .isEqualTo(Base64.getDecoder().decode(ITS_PUBLIC_KEY));
    assertThat(key.pem()).isEqualTo(BY_OPENSSL);
  }

  @Test
  void shouldMakeAKeyOnceThatOnlyItsOwnerMayRead() throws IOException {
    Path file = folder.resolve("secrets/ledger-signing-key");
    LedgerKeys made = LedgerKeys.load(properties(file, true));
    LedgerKeys again = LedgerKeys.load(properties(file, true));
    assertThat(again.current().pem()).isEqualTo(made.current().pem());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldNotReplaceAKeyThatIsMissingWhereNoneIsToBeMade() {
    Path file = folder.resolve("ledger-signing-key");
    assertThatThrownBy(() -> LedgerKeys.load(properties(file, false)))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> LedgerKeys.load(properties(null, true)))
        .hasMessageContaining("assay.ledger.key-file");
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldSayNothingOfAKeyThatItCannotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "c2VjcmV0IHNlY3JldA==");
    assertThatThrownBy(() -> LedgerKeys.load(properties(file, false)))
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("c2VjcmV0")
        .hasMessageNotContaining("secret secret");
    assertThat(LedgerKey.parse(BY_OPENSSL)).hasToString("a private key");
    assertThat(new LedgerKeys(LedgerKey.parse(BY_OPENSSL), null).toString())
        .doesNotContain(BY_OPENSSL.lines().toList().get(1));
  }

  @Test
  void shouldSignWithBothKeysWhileTheyAreExchanged() {
    LedgerKey old = LedgerKey.generate(new SecureRandom());
    LedgerKey young = LedgerKey.generate(new SecureRandom());
    Checkpoint checkpoint = new Checkpoint("log.test", 7, Hash.ofEmptyTree());
    LedgerSigner both = new LedgerSigner("log.test", new LedgerKeys(young, old));
    Note note = Note.parse(checkpoint.body() + "\n" + both.sign(checkpoint));
    assertThat(note.verifiedBy(List.of(old.named("log.test").verifierKey()))).hasSize(1);
    assertThat(note.verifiedBy(List.of(young.named("log.test").verifierKey()))).hasSize(1);
    assertThat(both.verifierKeys().getFirst()).isEqualTo(young.named("log.test").verifierKey());
  }

  private static LedgerProperties properties(@Nullable Path keyFile, boolean createKey) {
    LedgerProperties defaults = LedgerProperties.of("log.test", "");
    return new LedgerProperties(
        defaults.origin(),
        keyFile,
        null,
        null,
        createKey,
        null,
        defaults.publishPause(),
        defaults.tenantSignatures(),
        List.of(),
        defaults.witnessPause(),
        defaults.witnessTimeout());
  }
}
