package dev.assay.verifier.encoding;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 without replacement characters, which would give different texts the same bytes. */
public final class Utf8 {
  private Utf8() {}

  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  public static String decode(byte[] bytes, int from, int length) {
    try {
      ByteBuffer part = ByteBuffer.wrap(bytes, from, length);
      return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
    } catch (CharacterCodingException wrong) {
      throw new Malformed("Expected text in UTF-8, but it has other bytes");
    }
  }

  public static byte[] encode(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException wrong) {
      throw new Malformed("Expected text that UTF-8 can write, but it has lone surrogates");
    }
  }
}
