package dev.assay.eventstore.ledger.proofs;

import dev.assay.eventstore.ledger.Tree;
import java.util.UUID;

/**
 * Where an event is.
 *
 * @param tenantIndex in its tenant's tree, from 0
 * @param logIndex in the global tree, from 0
 */
public record EventPlace(UUID eventId, long position, long tenantIndex, long logIndex) {
  /** The index in one of the two trees. */
  public long indexIn(UUID tree) {
    return tree.equals(Tree.GLOBAL) ? logIndex : tenantIndex;
  }
}
