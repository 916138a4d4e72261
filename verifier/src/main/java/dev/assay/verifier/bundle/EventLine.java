package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import dev.assay.verifier.json.JsonScanner;
import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One line of {@code events.ndjson}. Its members have one order and one spelling, so that every
 * byte of the file counts.
 *
 * @param leafHash what the line claims; {@link #leaf} gives what the event really hashes to
 */
record EventLine(
    long index,
    Hash leafHash,
    UUID eventId,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    String type,
    int revision,
    long recordedAtMicros,
    Content payload,
    Content metadata,
    List<Hash> proof) {

  /** Whether stored bytes are shown, and if not, why so, in the exporter's words. */
  enum Presence {
    WHOLE,
    WITHHELD,
    TOMBSTONED
  }

  /** The salted hash of stored bytes: computed if they are there, and else given. */
  record Content(Hash hash, Presence presence) {}

  /**
   * Reads a line; one of a selection carries its inclusion proof.
   *
   * @param mayBeTombstoned whether the bundle's format knows tombstones
   */
  static EventLine parse(JsonScanner line, boolean hasProof, boolean mayBeTombstoned) {
    line.expect("{\"index\":");
    long index = line.number();
    line.expect(",\"leaf\":");
    Hash leafHash = Hash.of(line.base64());
    line.expect(",\"eventId\":");
    UUID eventId = uuid(line);
    line.expect(",\"aggregateType\":");
    String aggregateType = line.simpleString();
    line.expect(",\"aggregateId\":");
    UUID aggregateId = uuid(line);
    line.expect(",\"sequence\":");
    long sequence = line.number();
    line.expect(",\"type\":");
    String type = line.simpleString();
    line.expect(",\"revision\":");
    long revision = line.number();
    if (revision > Integer.MAX_VALUE) {
      throw new Malformed("Expected a revision below 2^31, but it is " + revision);
    }
    line.expect(",\"time\":");
    long micros = Times.micros(line.simpleString());
    Content payload =
        mayBeTombstoned && line.accept(",\"payloadTombstone\":")
            ? new Content(Hash.of(line.base64()), Presence.TOMBSTONED)
            : content(line, "payload");
    Content metadata = content(line, "metadata");
    List<Hash> proof = hasProof ? proof(line) : List.of();
    line.expect("}");
    line.expectEnd();
    return new EventLine(
        index,
        leafHash,
        eventId,
        aggregateType,
        aggregateId,
        sequence,
        type,
        (int) revision,
        micros,
        payload,
        metadata,
        proof);
  }

  /** The leaf of this event at this index of the tenant's tree. */
  EventLeaf leaf(UUID tenantPseudonym) {
    return new EventLeaf(
        eventId,
        tenantPseudonym,
        index + 1,
        aggregateId,
        sequence,
        recordedAtMicros,
        revision,
        aggregateType,
        type,
        payload.hash(),
        metadata.hash());
  }

  private static Content content(JsonScanner line, String name) {
    if (line.accept(",\"" + name + "Hash\":")) {
      return new Content(Hash.of(line.base64()), Presence.WITHHELD);
    }
    line.expect(",\"" + name + "Salt\":");
    UUID salt = uuid(line);
    line.expect(",\"" + name + "\":");
    return new Content(EventLeaf.contentHash(salt, line.base64()), Presence.WHOLE);
  }

  private static List<Hash> proof(JsonScanner line) {
    List<Hash> proof = new ArrayList<>();
    line.expect(",\"proof\":[");
    while (!line.accept("]")) {
      if (!proof.isEmpty()) {
        line.expect(",");
      }
      proof.add(Hash.of(line.base64()));
    }
    return proof;
  }

  private static UUID uuid(JsonScanner line) {
    String text = line.simpleString();
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException wrong) {
      // said below
    }
    throw new Malformed("Expected a UUID in lower case, but found '" + Shown.of(text) + "'");
  }
}
