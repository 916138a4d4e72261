package dev.assay.verifier.note;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note: whose key it claims to be, and the signature's bytes, which only
 * that key can judge.
 */
public record NoteSignature(String name, int keyId, byte[] signature) {
  private static final String PREFIX = "\u2014 ";

  public NoteSignature {
    KeyName.checked(name);
    if (signature.length == 0) {
      throw new Malformed("Expected a signature, but there are no bytes after the key id");
    }
    signature = signature.clone();
  }

  /** Reads a line without its newline. */
  static NoteSignature parse(String line) {
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX) || space < 0) {
      throw new Malformed(
          "Expected a signature line '— <name> <base 64>', but found '" + Shown.of(line) + "'");
    }
    byte[] bytes = CanonicalBase64.decode(line.substring(space + 1));
    if (bytes.length <= Integer.BYTES) {
      throw new Malformed("Expected a key id and a signature, but there are fewer than 5 bytes");
    }
    return new NoteSignature(
        line.substring(PREFIX.length(), space),
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  /** The line, ending in newline. */
  public String line() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
    bytes.putInt(keyId).put(signature);
    return PREFIX + name + " " + CanonicalBase64.encode(bytes.array()) + "\n";
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that && line().equals(that.line());
  }

  @Override
  public int hashCode() {
    return line().hashCode();
  }

  @Override
  public String toString() {
    return line().strip();
  }
}
