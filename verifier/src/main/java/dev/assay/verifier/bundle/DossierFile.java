package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A decision dossier: a JSON object whose last member is its seal.
 *
 * @param told all bytes before the seal, which it holds the hash of
 * @param contentHash what the seal says that the hash is
 * @param sealEvent the event that holds the hash
 * @param bundle with proofs of that event and of all that the dossier tells of
 */
record DossierFile(byte[] told, String contentHash, String sealEvent, byte[] bundle) {
  private static final int LARGEST = 512 * 1024 * 1024;
  private static final byte[] SEAL = ",\"seal\":".getBytes(StandardCharsets.US_ASCII);
  private static final String FORMAT = "assay-dossier-seal/1";

  /** Whether a file is meant to be one: a bundle is a ZIP file. */
  static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == '{';
    }
  }

  static DossierFile read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new Malformed("Expected a dossier of at most 512 MiB, but it is larger");
    }
    byte[] bytes = Files.readAllBytes(file);
    int begin = lastSeal(bytes);
    int end = bytes.length;
    while (end > begin && Character.isWhitespace(bytes[end - 1])) {
      end--;
    }
    if (end <= begin || bytes[end - 1] != '}') {
      throw new Malformed("Expected a dossier that ends after its seal, but there is more");
    }
    Map<String, Object> seal =
        JsonTree.parseObject(Arrays.copyOfRange(bytes, begin + SEAL.length, end - 1));
    if (!FORMAT.equals(seal.get("format"))) {
      throw new Malformed("Expected a seal of format " + FORMAT + ", but it is another");
    }
    return new DossierFile(
        Arrays.copyOf(bytes, begin),
        text(seal, "contentHash"),
        text(seal, "eventId"),
        CanonicalBase64.decode(text(seal, "bundle")));
  }

  private static int lastSeal(byte[] bytes) {
    for (int at = bytes.length - SEAL.length; at >= 0; at--) {
      if (Arrays.equals(bytes, at, at + SEAL.length, SEAL, 0, SEAL.length)) {
        return at;
      }
    }
    throw new Malformed("Expected a ZIP file, or a dossier with a seal, but it is neither");
  }

  private static String text(Map<String, Object> seal, String name) {
    if (seal.get(name) instanceof String text) {
      return text;
    }
    throw new Malformed("Expected " + name + " in the seal, but it is not there");
  }
}
