package dev.assay.api.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Makes the UUIDs of RFC 9562 that Assay uses.
 *
 * <p>{@link #next} is version 7 and strictly increasing within one process, which keeps the events
 * of one append in order. {@link #derived} is version 7 too, with the time of a base id and a
 * digest in place of random bits: a process manager that handles the same event twice derives the
 * same id twice. {@link #named} is version 8: the same tenant and name always give the same id, so
 * a name is unique without a lookup.
 */
public final class Uuids {
  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Uuids() {}

  public static UUID next() {
    return GENERATOR.generate();
  }

  /** A version 7 id that carries the time of {@code base} and depends only on the arguments. */
  public static UUID derived(UUID base, String... parts) {
    ByteBuffer digest = digest(base.toString(), parts);
    long time = base.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0000L;
    return assemble(time | 0x7000 | (digest.getLong() & 0x0FFF), digest.getLong());
  }

  /** A version 8 id that depends only on the arguments. */
  public static UUID named(String scope, String... parts) {
    ByteBuffer digest = digest(scope, parts);
    long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000;
    return assemble(high, digest.getLong());
  }

  private static UUID assemble(long high, long low) {
    return new UUID(high, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }

  private static ByteBuffer digest(String first, String... rest) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      lengthPrefixed(sha256, first);
      for (String part : rest) {
        lengthPrefixed(sha256, part);
      }
      return ByteBuffer.wrap(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The length goes first so that ("ab","c") and ("a","bc") differ. */
  private static void lengthPrefixed(MessageDigest sha256, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    sha256.update(bytes);
  }
}
