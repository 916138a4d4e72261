package dev.assay.query.audit.report.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One article or control.
 *
 * @param id such as {@code Art. 12(1)}
 * @param asks what it asks for, in our words
 * @param shows how what is counted speaks to it
 * @param evidence events of the record
 * @param facts of the ledger that must hold
 * @param outside what the record cannot show, and the organisation must
 */
public record Obligation(
    String id,
    String title,
    String asks,
    @Nullable String shows,
    List<Evidence> evidence,
    List<LedgerFact> facts,
    @Nullable String outside) {

  public Obligation {
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
    facts = facts == null ? List.of() : List.copyOf(facts);
    Texts.require("id of an obligation", id);
    Texts.require("title of " + id, title);
    Texts.require("asks of " + id, asks);
    if (evidence.isEmpty() && facts.isEmpty()) {
      Texts.require("evidence, facts or outside of " + id, outside);
    } else {
      Texts.require("shows of " + id, shows);
    }
  }

  /** Whether the record says nothing about it. */
  public boolean isOutsideTheRecord() {
    return evidence.isEmpty() && facts.isEmpty();
  }
}
