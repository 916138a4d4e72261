package dev.assay.verifier.note;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A private key that signs notes. Its text form is the one of golang.org/x/mod/sumdb/note, so that
 * keys can be made and used elsewhere.
 */
public final class NoteSigner {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifierKey;
  private final byte[] seed;
  private final PrivateKey key;

  private NoteSigner(String name, SignatureType type, byte[] seed) {
    this.key = Ed25519.privateKey(seed);
    this.seed = seed.clone();
    this.verifierKey = VerifierKey.of(name, type, Ed25519.publicKeyOf(seed));
  }

  public static NoteSigner generate(String name, SignatureType type, SecureRandom random) {
    byte[] seed = new byte[Ed25519.KEY_LENGTH];
    random.nextBytes(seed);
    return ofSeed(name, type, seed);
  }

  /** The key of a 32-byte RFC 8032 seed. */
  public static NoteSigner ofSeed(String name, SignatureType type, byte[] seed) {
    return new NoteSigner(name, type, seed);
  }

  /** Reads {@code PRIVATE+KEY+<name>+<key id in hex>+<base 64 of type and seed>}. */
  public static NoteSigner parse(String secret) {
    String[] parts = secret.split("\\+", 5);
    if (!secret.startsWith(PREFIX) || parts.length != 5) {
      throw new Malformed("Expected a private key 'PRIVATE+KEY+<name>+<id>+<key>'");
    }
    byte[] typeAndSeed = CanonicalBase64.decode(parts[4]);
    if (typeAndSeed.length != 1 + Ed25519.KEY_LENGTH) {
      throw new Malformed("Expected a signature type and a seed of 32 bytes in a private key");
    }
    NoteSigner signer =
        new NoteSigner(
            parts[2],
            SignatureType.of(typeAndSeed[0]),
            Arrays.copyOfRange(typeAndSeed, 1, typeAndSeed.length));
    if (!signer.idInHex().equals(parts[3])) {
      throw new Malformed("Expected the key id that belongs to the private key and its name");
    }
    return signer;
  }

  /** The text form. Who has it can sign. */
  public String secret() {
    byte[] typeAndSeed =
        ByteBuffer.allocate(1 + seed.length).put(verifierKey.type().identifier()).put(seed).array();
    return PREFIX
        + verifierKey.name()
        + "+"
        + idInHex()
        + "+"
        + CanonicalBase64.encode(typeAndSeed);
  }

  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /**
   * Signs the text of a note. A cosignature carries the time, to the second; a plain signature has
   * none.
   */
  public NoteSignature sign(String text, Instant now) {
    byte[] signature =
        switch (verifierKey.type()) {
          case ED25519 -> Ed25519.sign(key, Utf8.encode(text));
          case COSIGNATURE -> Cosignature.sign(key, text, now);
        };
    return new NoteSignature(verifierKey.name(), verifierKey.id(), signature);
  }

  /** Names the public key only. */
  @Override
  public String toString() {
    return "signer of " + verifierKey;
  }

  private String idInHex() {
    return HexFormat.of().toHexDigits(verifierKey.id());
  }
}
