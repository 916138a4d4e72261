package dev.assay.query.deadletters;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Role;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The same endpoints for projections and for process managers. */
@Tag(name = "Dead letters")
abstract class LetterEndpoints {
  private static final int MOST_CHARACTERS = 1_000;

  /**
   * Why a letter is given up.
   *
   * @param reason 1 to 1,000 characters, for those who ask later; it is kept in the record
   */
  public record Discard(
      @Schema(minLength = 1, maxLength = MOST_CHARACTERS) @Nullable String reason) {
    String checked() {
      if (reason == null || reason.isBlank() || reason.length() > MOST_CHARACTERS) {
        String detail =
            "Expected a reason of 1 to 1,000 characters, but it is "
                + (reason == null || reason.isBlank() ? "missing" : reason.length() + " long");
        throw new CommandRejected(
            RejectionCode.INVALID_ARGUMENT,
            detail,
            Map.of(),
            List.of(new InputError("/reason", null, null, "INVALID_ARGUMENT", detail, null)));
      }
      return reason;
    }
  }

  /**
   * What is tried again.
   *
   * @param sequences how many were found; each goes on until a letter of it fails
   */
  public record RetryOfAll(int sequences) {}

  private final LetterDesk desk;
  private final LetterTable table;

  LetterEndpoints(LetterDesk desk, LetterTable table) {
    this.desk = desk;
    this.table = table;
  }

  /** Throws {@code NOT_FOUND} where there is none of that name. */
  abstract void requireKnown(String name);

  @GetMapping
  @Operation(
      summary = "Events that could not be handled, in the order of the record (operators)",
      description =
          """
          Those of the caller's tenant. `status` is PARKED, RESOLVED or DISCARDED; what has ended \
          is kept for 30 days. A letter holds where its event is and nothing of what it says.""")
  Page<LetterView> list(
      Caller caller,
      @PathVariable String name,
      PageQuery page,
      @RequestParam @Nullable String status) {
    known(caller, name);
    return desk.list(caller, table, name, page, status);
  }

  @GetMapping("/{letterId}")
  @Operation(summary = "One dead letter with its cause (operators)")
  LetterView one(Caller caller, @PathVariable String name, @PathVariable UUID letterId) {
    known(caller, name);
    return desk.one(caller, table, name, letterId);
  }

  @PostMapping("/{letterId}/retry")
  @Operation(
      summary = "Tries the first letter of a sequence again (operators)",
      description =
          """
          The event is read from the record anew, in the form of today. It is done a moment later: \
          the letter then is RESOLVED, or has one attempt more and its new cause.""")
  ResponseEntity<LetterView> retry(
      Caller caller, @PathVariable String name, @PathVariable UUID letterId) {
    known(caller, name);
    return ResponseEntity.accepted().body(desk.retry(caller, table, name, letterId));
  }

  @PostMapping("/{letterId}/sequence/retry")
  @Operation(
      summary = "Tries all of a letter's sequence again, in order (operators)",
      description = "From its first letter up to the first that fails.")
  ResponseEntity<LetterView> retrySequence(
      Caller caller, @PathVariable String name, @PathVariable UUID letterId) {
    known(caller, name);
    return ResponseEntity.accepted().body(desk.retrySequence(caller, table, name, letterId));
  }

  @PostMapping("/retry")
  @Operation(summary = "Tries all letters of the caller's tenant again (operators)")
  ResponseEntity<RetryOfAll> retryAll(Caller caller, @PathVariable String name) {
    known(caller, name);
    return ResponseEntity.accepted().body(new RetryOfAll(desk.retryAll(caller, table, name)));
  }

  @DeleteMapping("/{letterId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Gives up a letter, with a reason (operators)",
      description = "What waits behind it stays parked and can be tried, in order.")
  void discard(
      Caller caller,
      @PathVariable String name,
      @PathVariable UUID letterId,
      @RequestBody Discard why) {
    known(caller, name);
    desk.discard(caller, table, name, letterId, why.checked());
  }

  private void known(Caller caller, String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    requireKnown(name);
  }
}
