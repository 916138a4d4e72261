package dev.assay.verifier.note;

import dev.assay.verifier.encoding.Utf8;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of a timestamped Ed25519 cosignature: seconds since 1970 (u64), then 64 bytes. */
final class Cosignature {
  private static final int LENGTH = Long.BYTES + Ed25519.SIGNATURE_LENGTH;

  private Cosignature() {}

  static boolean verifies(PublicKey key, String text, byte[] bytes) {
    return timeOf(bytes)
        .filter(
            time ->
                Ed25519.verifies(
                    key,
                    message(time.getEpochSecond(), text),
                    Arrays.copyOfRange(bytes, Long.BYTES, LENGTH)))
        .isPresent();
  }

  static byte[] sign(PrivateKey key, String text, Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds <= 0) {
      throw new IllegalArgumentException(
          "Expected a time after 1970 in a cosignature, but it is " + time);
    }
    return ByteBuffer.allocate(LENGTH)
        .putLong(seconds)
        .put(Ed25519.sign(key, message(seconds, text)))
        .array();
  }

  /** A witness must not leave the time out, so 0 is none. */
  static Optional<Instant> timeOf(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(bytes).getLong();
    return seconds <= 0 || seconds > Instant.MAX.getEpochSecond()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds));
  }

  private static byte[] message(long seconds, String text) {
    return Utf8.encode("cosignature/v1\ntime " + seconds + "\n" + text);
  }
}
