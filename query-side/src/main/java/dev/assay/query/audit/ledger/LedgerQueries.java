package dev.assay.query.audit.ledger;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.eventstore.ledger.proofs.EventPlace;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.http.Caller;
import dev.assay.query.reading.Filters;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.tlog.TlogProof;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checkpoints, keys and proofs, for auditors. */
@RestController
@CoversPosition
@Tag(name = "Ledger")
public class LedgerQueries {
  static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=utf-8");
  private static final String TREE =
      "`tree=tenant` (as without it) is the tree of the caller's tenant, `tree=global` the one over all tenants. ";

  private final LedgerReader reader;

  LedgerQueries(LedgerReader reader) {
    this.reader = reader;
  }

  @GetMapping(value = "/api/v1/audit/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "The latest signed checkpoint (auditors)",
      description = TREE + "A signed note as C2SP tlog-checkpoint and signed-note define it.")
  ResponseEntity<String> checkpoint(Caller caller, @RequestParam @Nullable String tree) {
    caller.requireAny(Role.AUDITOR);
    UUID wanted = LogName.ofParameter(caller, tree);
    SignedCheckpoint newest = reader.read(caller, ledger -> LedgerReader.newest(ledger, wanted));
    return text(newest.note().toString());
  }

  @GetMapping(value = "/api/v1/audit/public-key", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "The keys that checkpoints are and were signed with (auditors)",
      description =
          "Verifier keys (vkeys) of C2SP signed-note, one a line, the newest first. Get them once on"
              + " another way too: whoever changes what this server answers can change this answer.")
  ResponseEntity<String> publicKeys(Caller caller) {
    caller.requireAny(Role.AUDITOR);
    return text(
        reader.read(
            caller,
            ledger -> String.join("", ledger.publicKeys().stream().map(k -> k + "\n").toList())));
  }

  @GetMapping("/api/v1/audit/proofs/inclusion")
  @Operation(
      summary = "Shows that an event is in a tree (auditors)",
      description =
          TREE
              + "Of the latest checkpoint, or of `treeSize` leaves. Hashes are base 64."
              + " `format=tlog-proof` answers C2SP tlog-proof, checkpoint included.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = InclusionAnswer.class)),
        @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
      })
  ResponseEntity<Object> inclusion(
      Caller caller,
      @RequestParam UUID eventId,
      @RequestParam @Nullable String tree,
      @RequestParam @Nullable String treeSize,
      @RequestParam @Nullable String format) {
    caller.requireAny(Role.AUDITOR);
    boolean asText = isTlogProof(format);
    Long wanted = Sizes.parse("treeSize", treeSize);
    if (asText && wanted != null) {
      throw Filters.refused(
          "treeSize",
          "Expected no treeSize beside format=tlog-proof, whose checkpoint is the latest");
    }
    UUID of = LogName.ofParameter(caller, tree);
    return reader.read(caller, ledger -> inclusion(ledger, caller, eventId, of, wanted, asText));
  }

  private static boolean isTlogProof(@Nullable String format) {
    if (format != null && !format.equals("json") && !format.equals("tlog-proof")) {
      throw Filters.refused("format", "Expected format to be json or tlog-proof");
    }
    return "tlog-proof".equals(format);
  }

  private static ResponseEntity<Object> inclusion(
      Ledger ledger,
      Caller caller,
      UUID eventId,
      UUID tree,
      @Nullable Long wanted,
      boolean asText) {
    EventPlace place =
        ledger
            .find(caller.tenant().value(), eventId)
            .orElseThrow(() -> CommandRejected.notFound("event", eventId));
    SignedCheckpoint newest = LedgerReader.newest(ledger, tree);
    long index = place.indexIn(tree);
    long size = wanted == null ? newest.size() : Sizes.within("treeSize", wanted, newest.size());
    if (index >= size) {
      throw wanted == null
          ? Sizes.notYet("Expected a checkpoint that covers the event, but it is not there yet")
          : Filters.refused(
              "treeSize", "Expected a treeSize above " + index + ", where the event is");
    }
    InclusionProof proof = ledger.inclusion(tree, index, size);
    if (asText) {
      return ResponseEntity.ok()
          .contentType(TEXT)
          .body(new TlogProof(index, proof.path(), newest.note()).toString());
    }
    boolean isNewest = size == newest.size();
    return ResponseEntity.ok(
        InclusionAnswer.of(
            proof,
            ledger.leaf(tree, index),
            isNewest ? newest.checkpoint().root() : ledger.root(tree, size),
            isNewest ? newest : null));
  }

  @GetMapping("/api/v1/audit/proofs/consistency")
  @Operation(
      summary = "Shows that a tree only grew between two sizes (auditors)",
      description = TREE + "Without `to` up to the latest checkpoint. Hashes are base 64.")
  ConsistencyAnswer consistency(
      Caller caller,
      @RequestParam String from,
      @RequestParam @Nullable String to,
      @RequestParam @Nullable String tree) {
    caller.requireAny(Role.AUDITOR);
    Long smaller = Sizes.parse("from", from);
    Long larger = Sizes.parse("to", to);
    UUID of = LogName.ofParameter(caller, tree);
    return reader.read(
        caller,
        ledger -> {
          long newest = LedgerReader.newest(ledger, of).size();
          long end = larger == null ? newest : Sizes.within("to", larger, newest);
          long begin = Sizes.within("from", smaller == null ? 0 : smaller, end);
          return ConsistencyAnswer.of(ledger.consistency(of, begin, end));
        });
  }

  static ResponseEntity<String> text(String body) {
    return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(body);
  }
}
