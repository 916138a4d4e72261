package dev.assay.command.ledger;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Role;
import dev.assay.command.Limits;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.publishing.Breaks;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Records that what the ledger published is lost. */
@RestController
@Tag(name = "Ledger")
public class LedgerBreakController {
  /**
   * A break.
   *
   * @param origin the name that ends: the one in force
   */
  public record NewBreak(String origin, String reason) {}

  /** The name under which the ledger goes on. */
  public record BreakRecorded(String origin) {}

  private final Databases databases;

  public LedgerBreakController(Databases databases) {
    this.databases = databases;
  }

  @PostMapping("/api/v1/ledger/breaks")
  @Operation(
      summary =
          "Record that what was published is lost; the ledger goes on under a new name (platform admins)",
      description =
          "For a database that was restored from a backup older than the last published checkpoint"
              + " and cannot be restored to a newer one. It cannot be taken back. `origin` is the name"
              + " that ends, as `GET /api/v1/ledger` shows it.")
  ResponseEntity<BreakRecorded> record(Caller caller, @RequestBody NewBreak request) {
    caller.requireAny(Role.PLATFORM_ADMIN);
    String reason = Limits.text("/reason", request.reason(), Limits.REASON);
    String origin = Limits.text("/origin", request.origin(), Limits.NAME);
    // Opened here only: few processes need to be able to do this.
    Breaks breaks = new Breaks(databases.dataSource(DatabaseRole.SEQUENCER));
    String begun =
        breaks
            .record(origin, reason, caller.actor().id())
            .orElseThrow(
                () ->
                    new CommandRejected(
                        RejectionCode.INVALID_STATE,
                        "Expected the ledger's name in force, but it is not " + origin));
    return ResponseEntity.created(URI.create("/api/v1/ledger")).body(new BreakRecorded(begun));
  }
}
