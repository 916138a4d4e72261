package dev.assay.qa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SieveTest {
  private static final String TEXT = "zq7kxw3vt9pmh4dy";

  @Test
  void shouldFindATextInEveryForm() throws IOException {
    for (int shift = 0; shift < 3; shift++) {
      String said = "x".repeat(shift) + " said " + TEXT + " and more";
      byte[] utf8 = said.getBytes(StandardCharsets.UTF_8);
      assertFound(utf8);
      assertFound(said.getBytes(StandardCharsets.UTF_16LE));
      assertFound(said.getBytes(StandardCharsets.UTF_16BE));
      assertFound(Base64.getEncoder().encode(utf8));
      assertFound(Base64.getUrlEncoder().encode(utf8));
      assertFound(("\\x" + HexFormat.of().formatHex(utf8)).getBytes(StandardCharsets.UTF_8));
      assertFound(gzip(utf8));
      assertFound(gzip(Base64.getEncoder().encode(utf8)));
    }
    StringBuilder escaped = new StringBuilder();
    TEXT.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    assertFound(escaped.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldFindWhatLiesAcrossTwoChunks() throws IOException {
    byte[] large = new byte[(4 << 20) + 100];
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, large, (4 << 20) - 7, text.length);
    assertFound(large);
  }

  @Test
  void shouldLookAtWhatOnlyBeginsAsIfItWerePacked() throws IOException {
    for (byte[] start : new byte[][] {{0x1f, (byte) 0x8b, 7}, {'P', 'K', 3, 4, 9}}) {
      byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
      byte[] content = Arrays.copyOf(start, start.length + text.length);
      System.arraycopy(text, 0, content, start.length, text.length);
      assertFound(content);
    }
    byte[] cut = gzip((TEXT + " and so on").getBytes(StandardCharsets.UTF_8));
    assertFound(Arrays.copyOf(cut, cut.length - 4));
  }

  @Test
  void shouldFindNothingWhereThereIsNothing() throws IOException {
    Sieve sieve = new Sieve(List.of(TEXT));
    sieve.look(new byte[1 << 20], "zeroes");
    sieve.look((TEXT.substring(0, 15) + "z").getBytes(StandardCharsets.UTF_8), "almost");
    assertThat(sieve.hits()).isEmpty();
    assertThat(sieve.bytes()).isEqualTo((1 << 20) + 16);
  }

  private static void assertFound(byte[] content) throws IOException {
    Sieve sieve = new Sieve(List.of(TEXT));
    sieve.look(content, "content");
    assertThat(sieve.hits()).as(new String(content, StandardCharsets.ISO_8859_1)).isNotEmpty();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }
}
