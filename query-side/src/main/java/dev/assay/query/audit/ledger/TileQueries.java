package dev.assay.query.audit.ledger;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.http.Caller;
import dev.assay.verifier.merkle.Hash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Both logs as C2SP tlog-tiles serves them, for tools that know nothing of us. What is not within
 * the latest checkpoint is not there.
 */
@RestController
@CoversPosition
@Tag(name = "Ledger")
public class TileQueries {
  private static final int LEVELS = 8;
  private static final String LOG = "`log` is `tenant` (the caller's) or `global`. ";
  private static final String PATH =
      "The path's end is C2SP tlog-tiles' index and width, such as `x001/x234/067` or `067.p/8`.";

  private final LedgerReader reader;

  TileQueries(LedgerReader reader) {
    this.reader = reader;
  }

  @GetMapping(value = "/api/v1/audit/logs/{log}/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "The log's checkpoint, as C2SP tlog-tiles serves it (auditors)",
      description = LOG)
  ResponseEntity<String> checkpoint(Caller caller, @PathVariable String log) {
    caller.requireAny(Role.AUDITOR);
    UUID tree = LogName.ofPath(caller, log);
    return LedgerQueries.text(
        reader.read(caller, ledger -> LedgerReader.newest(ledger, tree).note().toString()));
  }

  @GetMapping(
      value = "/api/v1/audit/logs/{log}/tile/{level}/{*tile}",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Operation(
      summary = "Hashes of the tree, up to 256 of one level (auditors)",
      description = LOG + PATH + " SHA-256 hashes of 32 bytes, one after the other.")
  ResponseEntity<byte[]> tile(
      Caller caller,
      @PathVariable String log,
      @PathVariable String level,
      @PathVariable String tile) {
    caller.requireAny(Role.AUDITOR);
    UUID tree = LogName.ofPath(caller, log);
    TilePath path = path(tile);
    int atLevel = level(level);
    List<Hash> hashes =
        reader.read(
            caller,
            ledger -> {
              long size = sizeWith(ledger, tree, atLevel, path);
              return ledger.tile(tree, atLevel, path.index(), size).subList(0, path.width());
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * Hash.LENGTH);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return forEver(bytes);
  }

  @GetMapping(
      value = "/api/v1/audit/logs/{log}/tile/entries/{*tile}",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Operation(
      summary = "Entries of the log, up to 256 (auditors)",
      description =
          LOG
              + PATH
              + " Each entry follows its length (u16). docs/reference/ledger.md has their form.")
  ResponseEntity<byte[]> entries(
      Caller caller, @PathVariable String log, @PathVariable String tile) {
    caller.requireAny(Role.AUDITOR);
    UUID tree = LogName.ofPath(caller, log);
    TilePath path = path(tile);
    List<byte[]> entries =
        reader.read(
            caller,
            ledger -> {
              sizeWith(ledger, tree, 0, path);
              return ledger.entries(tree, path.from(), path.to());
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      bytes.write(entry.length >> 8);
      bytes.write(entry.length);
      bytes.writeBytes(entry);
    }
    return forEver(bytes);
  }

  /** The size of the tree, which has the whole tile. */
  private static long sizeWith(Ledger ledger, UUID tree, int level, TilePath path) {
    long size = LedgerReader.newest(ledger, tree).size();
    if (path.to() > size >> (8 * level)) {
      throw noSuchTile();
    }
    return size;
  }

  private static TilePath path(String tile) {
    return TilePath.parse(tile).orElseThrow(TileQueries::noSuchTile);
  }

  private static int level(String text) {
    if (text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) < '0' + LEVELS) {
      return text.charAt(0) - '0';
    }
    throw noSuchTile();
  }

  private static CommandRejected noSuchTile() {
    return new CommandRejected(
        dev.assay.api.RejectionCode.NOT_FOUND,
        "Expected a tile of the published tree, but there is none of this name");
  }

  private static ResponseEntity<byte[]> forEver(ByteArrayOutputStream bytes) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
        .body(bytes.toByteArray());
  }
}
