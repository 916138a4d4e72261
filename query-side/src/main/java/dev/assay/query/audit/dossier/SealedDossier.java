package dev.assay.query.audit.dossier;

import dev.assay.verifier.merkle.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dossier and what shows that it was issued so: an event of the record that holds its hash.
 *
 * @param told the file up to its last member, {@code seal}; what was hashed
 * @param sealEvent of type {@code access.dossier-issued}
 * @param bundle with a proof for each event of the dossier and for that one
 */
record SealedDossier(ObjectNode document, byte[] told, UUID sealEvent, byte[] bundle) {
  static final String SEAL_FORMAT = "assay-dossier-seal/1";

  /** The bytes to be hashed: all of the file before {@code ,"seal":}. */
  static byte[] told(ObjectNode document) {
    String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    return json.substring(0, json.lastIndexOf('}'))
        .stripTrailing()
        .getBytes(StandardCharsets.UTF_8);
  }

  static String contentHash(byte[] told) {
    return "sha256:" + HexFormat.of().formatHex(Hash.sha256(told).bytes());
  }

  String contentHash() {
    return contentHash(told);
  }

  /** The whole file. */
  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream(told.length + bundle.length * 2);
    file.writeBytes(told);
    file.writeBytes(
        """
        ,"seal":{"format":"%s","contentHash":"%s","eventId":"%s","bundle":"%s"}}
        """
            .formatted(
                SEAL_FORMAT, contentHash(), sealEvent, Base64.getEncoder().encodeToString(bundle))
            .getBytes(StandardCharsets.UTF_8));
    return file.toByteArray();
  }
}
