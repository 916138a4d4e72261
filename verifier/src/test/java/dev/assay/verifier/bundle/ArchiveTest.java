package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir Path folder;

  @Test
  void shouldGiveTheSameBytesHoweverTheyAreRead() throws IOException {
    Random random = new Random(29);
    TestLog log = new TestLog(TestLog.logKey("assay.example", random), List.of());
    TestBundle bundle = TestBundle.whole(log, TestTenant.random(random, 10));

    try (Archive archive = Archive.open(bundle.write(folder.resolve("b.zip")));
        InputStream in = archive.stream(EntryName.EVENTS)) {
      ByteArrayOutputStream singly = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        singly.write(b);
      }
      assertThat(singly.toByteArray()).isEqualTo(bundle.get("events.ndjson"));
      assertThat(archive.small(EntryName.CHECKPOINT)).isEqualTo(bundle.get("checkpoint"));
      assertThat(in.markSupported()).isFalse();
    }
  }
}
