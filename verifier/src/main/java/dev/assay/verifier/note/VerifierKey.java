package dev.assay.verifier.note;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.merkle.Hash;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A public key of a log or witness; its text form is the vkey of C2SP signed-note. */
public final class VerifierKey {
  private final String name;
  private final SignatureType type;
  private final byte[] raw;
  private final PublicKey key;
  private final int id;

  private VerifierKey(String name, SignatureType type, byte[] raw) {
    this.name = KeyName.checked(name);
    this.type = type;
    this.raw = raw.clone();
    this.key = Ed25519.publicKey(raw);
    this.id = idOf(name, type, raw);
  }

  public static VerifierKey of(String name, SignatureType type, byte[] publicKey) {
    return new VerifierKey(name, type, publicKey);
  }

  /** Reads {@code <name>+<key id in hex>+<base 64 of type and public key>}. */
  public static VerifierKey parse(String vkey) {
    // Base 64 may have plus signs, so there may be more than two.
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new Malformed("Expected a key '<name>+<id>+<key>', but found '" + Shown.of(vkey) + "'");
    }
    byte[] typeAndKey = CanonicalBase64.decode(parts[2]);
    if (typeAndKey.length == 0) {
      throw new Malformed("Expected a signature type and a public key, but there are no bytes");
    }
    VerifierKey parsed =
        new VerifierKey(
            parts[0],
            SignatureType.of(typeAndKey[0]),
            Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length));
    if (!parsed.idInHex().equals(parts[1])) {
      throw new Malformed(
          "Expected key id %s, which belongs to this name and key, but it is '%s'"
              .formatted(parsed.idInHex(), Shown.of(parts[1])));
    }
    return parsed;
  }

  public String name() {
    return name;
  }

  public int id() {
    return id;
  }

  public SignatureType type() {
    return type;
  }

  public byte[] publicKey() {
    return raw.clone();
  }

  /** Whether a signature line names this key. Whether it is this key's is another question. */
  public boolean isNamedBy(NoteSignature signature) {
    return signature.keyId() == id && signature.name().equals(name);
  }

  /** Whether this key made the signature for a note with this text. */
  public boolean verifies(String text, NoteSignature signature) {
    if (!isNamedBy(signature)) {
      return false;
    }
    byte[] bytes = signature.signature();
    return switch (type) {
      case ED25519 -> Ed25519.verifies(key, Utf8.encode(text), bytes);
      case COSIGNATURE -> Cosignature.verifies(key, text, bytes);
    };
  }

  /** When a witness says it signed; nothing for other keys or where the bytes hold no time. */
  public Optional<Instant> timeOf(NoteSignature signature) {
    return type == SignatureType.COSIGNATURE
        ? Cosignature.timeOf(signature.signature())
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The vkey. */
  @Override
  public String toString() {
    return name + "+" + idInHex() + "+" + CanonicalBase64.encode(typed(type, raw));
  }

  private String idInHex() {
    return HexFormat.of().toHexDigits(id);
  }

  private static int idOf(String name, SignatureType type, byte[] raw) {
    byte[] line = Utf8.encode(name + "\n");
    return ByteBuffer.wrap(Hash.sha256(line, typed(type, raw)).bytes()).getInt();
  }

  private static byte[] typed(SignatureType type, byte[] raw) {
    return ByteBuffer.allocate(1 + raw.length).put(type.identifier()).put(raw).array();
  }
}
