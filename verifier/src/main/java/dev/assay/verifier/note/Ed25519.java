package dev.assay.verifier.note;

import dev.assay.verifier.encoding.Malformed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** RFC 8032 keys as 32 raw bytes, by the JDK. */
final class Ed25519 {
  static final int KEY_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;

  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private Ed25519() {}

  static PublicKey publicKey(byte[] raw) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, raw)));
    } catch (GeneralSecurityException wrong) {
      throw new Malformed("Expected an Ed25519 public key, but " + wrong.getMessage());
    }
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(key);
      verification.update(message);
      return signature.length == SIGNATURE_LENGTH && verification.verify(signature);
    } catch (GeneralSecurityException wrong) {
      return false;
    }
  }

  static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_PREFIX, seed)));
    } catch (GeneralSecurityException wrong) {
      throw new Malformed("Expected an Ed25519 seed, but " + wrong.getMessage());
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(key);
      signing.update(message);
      return signing.sign();
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException("Expected to sign with Ed25519, but could not", wrong);
    }
  }

  /** The JDK derives a public key only while it generates a pair; so the pair is "generated". */
  static byte[] publicKeyOf(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Fixed(seed));
      byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException("Expected to derive an Ed25519 key, but could not", wrong);
    }
  }

  private static byte[] joined(byte[] prefix, byte[] raw) {
    if (raw.length != KEY_LENGTH) {
      throw new Malformed("Expected an Ed25519 key of 32 bytes, but it has " + raw.length);
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + raw.length);
    System.arraycopy(raw, 0, whole, prefix.length, raw.length);
    return whole;
  }

  /** Gives the seed where a generator asks for random bytes. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    private Fixed(byte[] seed) {
      super(null, null);
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("Expected to be asked for 32 bytes");
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
