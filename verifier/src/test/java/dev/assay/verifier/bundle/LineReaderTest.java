package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void shouldReadLinesOfEveryLengthHoweverTheyArrive() throws IOException {
    Random random = new Random(5);
    for (int run = 0; run < 20; run++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        lines.add("x".repeat(random.nextInt(4) == 0 ? random.nextInt(300_000) : random.nextInt(9)));
      }
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
      assertThat(read(new Dripping(bytes, random))).isEqualTo(lines);
    }
  }

  @Test
  void shouldReadNothing() throws IOException {
    assertThat(read(InputStream.nullInputStream())).isEmpty();
    assertThat(read(bytes("\n\n"))).containsExactly("", "");
  }

  @Test
  void shouldAskForANewlineAtTheEnd() {
    assertThatThrownBy(() -> read(bytes("a\nb"))).hasMessageContaining("ends in newline");
    assertThatThrownBy(() -> read(bytes("a"))).hasMessageContaining("ends in newline");
  }

  @Test
  void shouldReadTheLongestLineAndNoLonger() throws IOException {
    byte[] longest = new byte[LineReader.LONGEST + 1];
    longest[LineReader.LONGEST] = '\n';
    LineReader lines = new LineReader(new ByteArrayInputStream(longest));
    assertThat(lines.next()).isTrue();
    assertThat(lines.end() - lines.start()).isEqualTo(LineReader.LONGEST);
    assertThat(lines.next()).isFalse();

    byte[] longer = new byte[LineReader.LONGEST * 2 + 1];
    LineReader refusing = new LineReader(new ByteArrayInputStream(longer));
    assertThatThrownBy(refusing::next).hasMessageContaining("at most 64 MiB");
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(InputStream in) throws IOException {
    LineReader reader = new LineReader(in);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      byte[] line = Arrays.copyOfRange(reader.bytes(), reader.start(), reader.end());
      lines.add(new String(line, StandardCharsets.UTF_8));
    }
    return lines;
  }

  /** Gives a few bytes at a time. */
  private static final class Dripping extends ByteArrayInputStream {
    private final Random random;

    private Dripping(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1 + random.nextInt(100_000)));
    }
  }
}
