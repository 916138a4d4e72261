package dev.assay.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.eventstore.keys.root.FileRootKey;
import dev.assay.eventstore.keys.root.GivenRootKey;
import dev.assay.eventstore.keys.root.VaultRootKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import dev.assay.eventstore.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every root key must do, wherever it is; and what each does of its own. */
class RootKeyTest {
  private static final byte[] KEY = "a key of thirty-two bytes length".getBytes();
  @TempDir static Path folder;
  private static TransitServer vault;

  @BeforeAll
  static void start() throws IOException {
    vault = TransitServer.start("assay", "s.token");
  }

  @AfterAll
  static void stop() {
    vault.close();
  }

  static Stream<RootKey> rootKeys() {
    FileRootKey file = new FileRootKey(folder.resolve("contract/root-key"));
    file.createIfMissing();
    return Stream.of(file, new GivenRootKey(TestKeys.ROOT), vaultKey("s.token"));
  }

  private static VaultRootKey vaultKey(String token) {
    return new VaultRootKey(
        vault.address(), "transit", "assay", () -> token, Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @MethodSource("rootKeys")
  void shouldUnwrapWhatItHasWrapped(RootKey root) {
    RootKey.Wrapped wrapped = root.wrap(KEY, "tenant|a");

    assertThat(new String(wrapped.bytes())).doesNotContain("thirty-two");
    assertThat(wrapped.by()).isEqualTo(root.current());
    assertThat(root.unwrap(wrapped, "tenant|a")).isEqualTo(KEY);
  }

  @ParameterizedTest
  @MethodSource("rootKeys")
  void shouldRefuseAKeyOfAnotherContextAndOneThatWasChanged(RootKey root) {
    RootKey.Wrapped wrapped = root.wrap(KEY, "tenant|a");
    byte[] changed = wrapped.bytes().clone();
    changed[changed.length - 3] ^= 1;

    assertThatThrownBy(() -> root.unwrap(wrapped, "tenant|b"))
        .isInstanceOf(KeysUnavailableException.class);
    assertThatThrownBy(() -> root.unwrap(new RootKey.Wrapped(wrapped.by(), changed), "tenant|a"))
        .isInstanceOf(KeysUnavailableException.class);
  }

  @ParameterizedTest
  @MethodSource("rootKeys")
  void shouldRefuseWhatAnotherKindOfRootKeyHasWrapped(RootKey root) {
    assertThatThrownBy(() -> root.unwrap(new RootKey.Wrapped("other:1", KEY), "x"))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("other:1");
  }

  @Test
  void shouldKeepTheFileToItsOwnerAndNeverReplaceIt() throws IOException {
    Path file = folder.resolve("own/root-key");
    FileRootKey root = new FileRootKey(file);
    root.createIfMissing();
    String written = Files.readString(file);
    new FileRootKey(file).createIfMissing();

    assertThat(Files.readString(file)).isEqualTo(written);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldNotMakeANewRootKeyWhereTheOldOneIsLost() {
    FileRootKey root = new FileRootKey(folder.resolve("lost/root-key"));

    assertThatThrownBy(() -> root.wrap(KEY, "x"))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("root-key");
  }

  @Test
  void shouldTakeUpARotatedFileWithoutARestart() {
    Path file = folder.resolve("rotated/root-key");
    FileRootKey root = new FileRootKey(file);
    root.createIfMissing();
    FileRootKey elsewhere = new FileRootKey(file);
    RootKey.Wrapped old = root.wrap(KEY, "x");

    root.addVersion();

    assertThat(elsewhere.unwrap(root.wrap(KEY, "x"), "x")).isEqualTo(KEY);
    assertThat(elsewhere.unwrap(old, "x")).isEqualTo(KEY);
    assertThat(root.current()).isEqualTo("file:2");
    root.dropOldVersions();
    assertThatThrownBy(() -> root.unwrap(old, "x")).isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void shouldFollowARotationInTheVault() {
    VaultRootKey root = vaultKey("s.token");
    RootKey.Wrapped old = root.wrap(KEY, "x");

    vault.rotate();

    assertThat(root.wrap(KEY, "x").by()).isNotEqualTo(old.by()).isEqualTo(root.current());
    assertThat(root.unwrap(old, "x")).isEqualTo(KEY);
  }

  @Test
  void shouldTryAVaultAgainThatHasATrouble() {
    vault.failNext(2);

    assertThat(vaultKey("s.token").wrap(KEY, "x").by()).startsWith("vault:");
  }

  @Test
  void shouldSayWhatIsWrongWhenTheVaultRefusesOrIsNotThere() {
    assertThatThrownBy(() -> vaultKey("s.wrong").wrap(KEY, "x"))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("403");
    VaultRootKey nobody =
        new VaultRootKey(
            java.net.URI.create("http://127.0.0.1:1"),
            "transit",
            "assay",
            () -> "t",
            Duration.ofMillis(300));
    assertThatThrownBy(nobody::current).isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void shouldQuoteNoKeyWhenTheTextIsInAnotherForm() {
    assertThatThrownBy(() -> new GivenRootKey("very-secret"))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageNotContaining("very-secret");
    assertThat(Map.of("key", new GivenRootKey(TestKeys.ROOT)).toString()).doesNotContain("AAECAw");
  }
}
