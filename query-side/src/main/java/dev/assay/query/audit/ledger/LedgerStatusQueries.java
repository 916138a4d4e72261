package dev.assay.query.audit.ledger;

import dev.assay.api.envelope.Role;
import dev.assay.eventstore.ledger.proofs.LedgerStatus;
import dev.assay.eventstore.ledger.proofs.LedgerStatusReader;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the ledger is, for those who keep it and those who rely on it. */
@RestController
@Tag(name = "Ledger")
public class LedgerStatusQueries {
  private final LedgerStatusReader status;

  LedgerStatusQueries(LedgerStatusReader status) {
    this.status = status;
  }

  @GetMapping("/api/v1/ledger")
  @Operation(
      summary = "The ledger: name, sizes, keys, witnesses, breaks (operators, auditors)",
      description =
          "`refusal` says why nothing is ordered or signed; it is null while all is well. Sizes are of"
              + " the tree over all tenants.")
  LedgerStatus status(Caller caller) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN, Role.AUDITOR);
    return status.read();
  }
}
