package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.json.JsonScanner;
import dev.assay.verifier.json.JsonTree;
import dev.assay.verifier.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Holds a dossier against the events of its bundle, which were checked before: one of them must
 * hold its hash, and it must tell of all others.
 */
final class DossierCheck {
  private static final String ISSUED = "access.dossier-issued";
  private static final String PAYLOAD = ",\"payload\":\"";

  private final DossierFile dossier;
  private final String told;
  private boolean isSealed;
  private long events;

  DossierCheck(DossierFile dossier) {
    this.dossier = dossier;
    this.told = Utf8.decode(dossier.told());
  }

  String run(Archive archive) throws IOException {
    String hash = "sha256:" + HexFormat.of().formatHex(Hash.sha256(dossier.told()).bytes());
    if (!hash.equals(dossier.contentHash())) {
      throw new NotVerified(
          "Expected the dossier as it was issued, with %s, but it has %s: it was changed"
              .formatted(dossier.contentHash(), hash));
    }
    try (InputStream in = archive.stream(EntryName.EVENTS)) {
      LineReader lines = new LineReader(in);
      while (lines.next()) {
        look(Arrays.copyOfRange(lines.bytes(), lines.start(), lines.end()), hash);
      }
    }
    if (!isSealed) {
      throw new NotVerified(
          "Expected event %s to be among the proven ones, but it is not: nothing shows that the dossier was issued"
              .formatted(dossier.sealEvent()));
    }
    return "it was issued as it is, and tells of %d proven events".formatted(events);
  }

  private void look(byte[] line, String hash) {
    EventLine event = EventLine.parse(new JsonScanner(line, 0, line.length), true, true);
    if (event.eventId().toString().equals(dossier.sealEvent())) {
      String recorded = recorded(new String(line, StandardCharsets.US_ASCII), event);
      if (!hash.equals(recorded)) {
        throw new NotVerified(
            "Expected the record to hold the dossier's hash %s, but it holds %s"
                .formatted(hash, recorded));
      }
      isSealed = true;
      return;
    }
    events++;
    if (!told.contains("\"" + event.leafHash().base64() + "\"")) {
      throw new NotVerified(
          "Expected the dossier to tell of every event that it proves, but not of "
              + event.eventId());
    }
  }

  private static String recorded(String line, EventLine event) {
    int begin = line.indexOf(PAYLOAD) + PAYLOAD.length();
    if (!event.type().equals(ISSUED) || begin < PAYLOAD.length()) {
      throw new Malformed("Expected an event " + ISSUED + " with its payload as seal");
    }
    byte[] payload = CanonicalBase64.decode(line.substring(begin, line.indexOf('"', begin)));
    return String.valueOf(JsonTree.parseObject(payload).get("contentHash"));
  }
}
