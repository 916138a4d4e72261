package dev.assay.eventstore.ledger.signing;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 private key. Never printed: {@link #toString} names no part of it. */
public final class LedgerKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int SEED = 32;

  /** PKCS #8 of an Ed25519 key (RFC 8410) up to the 32 bytes of the seed. */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final byte[] seed;

  private LedgerKey(byte[] seed) {
    this.seed = seed;
  }

  public static LedgerKey generate(SecureRandom random) {
    byte[] seed = new byte[SEED];
    random.nextBytes(seed);
    return new LedgerKey(seed);
  }

  /**
   * Reads PKCS #8 in PEM, with or without its first and last line. Throws {@link
   * IllegalArgumentException}, which says nothing of the text.
   */
  public static LedgerKey parse(String pem) {
    String base64 = pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    if (der.length != PREFIX.length + SEED
        || !Arrays.equals(der, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      throw refused();
    }
    return new LedgerKey(Arrays.copyOfRange(der, PREFIX.length, der.length));
  }

  /** What {@link #parse} reads. Who has it can sign. */
  public String pem() {
    byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + SEED);
    System.arraycopy(seed, 0, der, PREFIX.length, SEED);
    return BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + END + "\n";
  }

  /** Signs as the log of this origin: a key's name is part of its id. */
  LogSigner named(String origin) {
    return new LogSigner(origin, seed);
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "Expected an Ed25519 private key as PKCS #8 in PEM (openssl genpkey -algorithm ed25519),"
            + " but this is none");
  }

  @Override
  public String toString() {
    return "a private key";
  }
}
