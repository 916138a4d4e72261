package dev.assay.query.audit.bundle;

import dev.assay.query.audit.bundle.RecordedLeaf.Content;
import dev.assay.verifier.merkle.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code events.ndjson}, of which every byte is fixed (docs/reference/bundle.md). */
final class EventLines {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final OutputStream out;
  private final Withheld withheld;
  private final boolean hasTombstones;

  /**
   * @param hasTombstones whether the format is the one that tells what is tombstoned; an event that
   *     becomes so while another is written has only its hash
   */
  EventLines(OutputStream out, Withheld withheld, boolean hasTombstones) {
    this.out = out;
    this.withheld = withheld;
    this.hasTombstones = hasTombstones;
  }

  /**
   * Writes one line.
   *
   * @param proof null where the leaves are a range
   */
  void write(RecordedLeaf event, @Nullable List<Hash> proof) throws IOException {
    ascii(
        "{\"index\":%d,\"leaf\":\"%s\",\"eventId\":\"%s\",\"aggregateType\":\"%s\",\"aggregateId\":\"%s\",\"sequence\":%d,\"type\":\"%s\",\"revision\":%d,\"time\":\"%s\""
            .formatted(
                event.index(),
                event.leaf().base64(),
                event.eventId(),
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                event.type(),
                event.revision(),
                MICROS.format(event.time())));
    content("payload", event.payload(), withheld.hidesPayload(event.type()));
    content("metadata", event.metadata(), withheld.metadata());
    if (proof != null) {
      ascii(
          proof.stream()
              .map(hash -> '"' + hash.base64() + '"')
              .collect(Collectors.joining(",", ",\"proof\":[", "]")));
    }
    ascii("}\n");
  }

  private void content(String name, Content content, boolean isHidden) throws IOException {
    byte[] stored = isHidden ? null : content.provable();
    if (stored == null) {
      boolean tellsWhy = hasTombstones && !isHidden && content.isTombstoned();
      ascii(
          ",\"%s%s\":\"%s\""
              .formatted(name, tellsWhy ? "Tombstone" : "Hash", content.hash().base64()));
      return;
    }
    ascii(",\"%1$sSalt\":\"%2$s\",\"%1$s\":\"".formatted(name, content.salt()));
    out.write(Base64.getEncoder().encode(stored));
    ascii("\"");
  }

  private void ascii(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
