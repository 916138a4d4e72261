package dev.assay.verifier.note;

import dev.assay.verifier.encoding.Malformed;

/** What a key signs, by the identifiers that C2SP signed-note assigns. */
public enum SignatureType {
  /** The text of the note. */
  ED25519(0x01),
  /** A witness's statement about a checkpoint, with a time (C2SP tlog-cosignature). */
  COSIGNATURE(0x04);

  private final byte identifier;

  SignatureType(int identifier) {
    this.identifier = (byte) identifier;
  }

  byte identifier() {
    return identifier;
  }

  static SignatureType of(byte identifier) {
    for (SignatureType type : values()) {
      if (type.identifier == identifier) {
        return type;
      }
    }
    throw new Malformed(
        "Expected signature type 0x01 (Ed25519) or 0x04 (cosignature), but it is 0x%02x"
            .formatted(identifier));
  }
}
