package dev.assay.verifier.testing;

import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.merkle.Hash;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored event, and the line that an export makes of it. */
public record TestEvent(
    UUID eventId,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    String type,
    int revision,
    Instant time,
    UUID payloadSalt,
    byte[] payload,
    UUID metadataSalt,
    byte[] metadata) {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Which parts of an event an export leaves out. */
  public record Withheld(boolean payload, boolean metadata, boolean tombstone) {
    public static final Withheld NOTHING = new Withheld(false, false);

    /** The payload is not withheld, but of it only its hash is left. */
    public static final Withheld TOMBSTONE = new Withheld(false, false, true);

    public Withheld(boolean payload, boolean metadata) {
      this(payload, metadata, false);
    }
  }

  public TestEvent withPayload(byte[] other) {
    return new TestEvent(
        eventId,
        aggregateType,
        aggregateId,
        sequence,
        type,
        revision,
        time,
        payloadSalt,
        other,
        metadataSalt,
        metadata);
  }

  public Hash leaf(UUID tenant, long index) {
    return new EventLeaf(
            eventId,
            tenant,
            index + 1,
            aggregateId,
            sequence,
            ChronoUnit.MICROS.between(Instant.EPOCH, time),
            revision,
            aggregateType,
            type,
            EventLeaf.contentHash(payloadSalt, payload),
            EventLeaf.contentHash(metadataSalt, metadata))
        .hash();
  }

  /** The line without newline; {@code proof} is null where the leaves are a range. */
  public String line(UUID tenant, long index, Withheld withheld, @Nullable List<Hash> proof) {
    return "{\"index\":%d,\"leaf\":\"%s\",\"eventId\":\"%s\",\"aggregateType\":\"%s\",\"aggregateId\":\"%s\",\"sequence\":%d,\"type\":\"%s\",\"revision\":%d,\"time\":\"%s\"%s%s%s}"
        .formatted(
            index,
            leaf(tenant, index).base64(),
            eventId,
            aggregateType,
            aggregateId,
            sequence,
            type,
            revision,
            MICROS.format(time),
            withheld.tombstone()
                ? tombstone(EventLeaf.contentHash(payloadSalt, payload))
                : content("payload", withheld.payload(), payloadSalt, payload),
            content("metadata", withheld.metadata(), metadataSalt, metadata),
            proof(proof));
  }

  /** The member that stands for a payload of which only the hash is left. */
  public static String tombstone(Hash payloadHash) {
    return ",\"payloadTombstone\":\"%s\"".formatted(payloadHash.base64());
  }

  private static String content(String name, boolean isWithheld, UUID salt, byte[] stored) {
    return isWithheld
        ? ",\"%sHash\":\"%s\"".formatted(name, EventLeaf.contentHash(salt, stored).base64())
        : ",\"%sSalt\":\"%s\",\"%s\":\"%s\""
            .formatted(name, salt, name, Base64.getEncoder().encodeToString(stored));
  }

  private static String proof(@Nullable List<Hash> proof) {
    if (proof == null) {
      return "";
    }
    List<String> hashes = proof.stream().map(hash -> '"' + hash.base64() + '"').toList();
    return ",\"proof\":[" + String.join(",", hashes) + "]";
  }
}
