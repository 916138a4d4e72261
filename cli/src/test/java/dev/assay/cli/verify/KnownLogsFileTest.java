package dev.assay.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cli.Failure;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownLogsFileTest {
  @TempDir Path folder;

  private final Random random = new Random(23);
  private final VerifierKey key = TestLog.logKey("assay.example", random).verifierKey();

  @Test
  void shouldRememberALogWhenItIsMetFirst() throws IOException {
    Path file = folder.resolve(".assay/known-logs");
    KnownLogsFile known = new KnownLogsFile(file);
    VerifierKey other = TestLog.logKey("other.example", random).verifierKey();

    assertThat(known.remember(key)).isTrue();
    assertThat(known.remember(key)).isFalse();
    assertThat(known.remember(other)).isTrue();

    assertThat(Files.readString(file)).isEqualTo(key + "\n" + other + "\n");
  }

  @Test
  void shouldRefuseAKeyThatChanged() throws IOException {
    Path file = folder.resolve("known-logs");
    KnownLogsFile known = new KnownLogsFile(file);
    known.remember(key);
    VerifierKey changed = TestLog.logKey("assay.example", random).verifierKey();

    assertThatThrownBy(() -> known.remember(changed))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(changed.toString());
    assertThat(Files.readString(file)).isEqualTo(key + "\n");

    Files.writeString(file, key + "\n" + changed + "\n");
    assertThat(known.remember(changed)).isFalse();
  }

  @Test
  void shouldRefuseAFileThatItCannotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("known-logs"), "nonsense\n");
    assertThatThrownBy(() -> new KnownLogsFile(file).remember(key))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(file.toString());
  }
}
