package dev.assay.eventstore.ledger.writing;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.writing.Growth.TenantHead;
import dev.assay.eventstore.ledger.writing.Growth.TenantTree;
import dev.assay.eventstore.ledger.writing.LedgerTables.Signed;
import dev.assay.verifier.note.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes the ledger within transactions of the sequencer, which has checked in the same one that it
 * still leads. What is signed here is worth nothing before the commit. Not thread-safe.
 */
public final class LedgerWriter {
  private final LedgerIdentity identity;
  private final int tenantSignatures;
  private final TreeHeads heads;
  private final LedgerTables tables;
  private final UnsignedHeads unsigned;

  /**
   * @param tenantSignatures signed at most in one transaction
   */
  public LedgerWriter(Connection connection, LedgerIdentity identity, int tenantSignatures) {
    this.identity = identity;
    this.tenantSignatures = tenantSignatures;
    this.heads = new TreeHeads(connection);
    this.tables = new LedgerTables(connection);
    this.unsigned = new UnsignedHeads(connection, identity);
  }

  /** Orders events from a position on. True when heads are left for {@link #signMore}. */
  public boolean append(long firstPosition, List<LeafParts> events) throws SQLException {
    Set<UUID> tenants =
        events.stream()
            .map(LeafParts::tenantId)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return write(firstPosition, events, tenants);
  }

  /**
   * Puts heads of an older origin into the tree under this one. False when there are none.
   *
   * @param nextPosition that no event has yet
   */
  public boolean renew(long nextPosition) throws SQLException {
    Collection<UUID> tenants = unsigned.ofOlderOrigin(tenantSignatures);
    if (!tenants.isEmpty()) {
      write(nextPosition, List.of(), tenants);
    }
    return !tenants.isEmpty();
  }

  /** Signs heads that no transaction has signed yet. False when all are signed. */
  public boolean signMore() throws SQLException {
    List<UnsignedHeads.Head> found = unsigned.next(tenantSignatures);
    if (!found.isEmpty()) {
      tables.insertCheckpoints(
          found.stream().map(head -> signed(head.tenantId(), head.checkpoint())).toList(),
          identity.number());
      unsigned.signed(found);
    }
    return found.size() == tenantSignatures;
  }

  private boolean write(long firstPosition, List<LeafParts> events, Collection<UUID> tenants)
      throws SQLException {
    TreeHeads.Trees trees = heads.load(tenants);
    List<TenantTree> ordered = tenants.stream().map(trees.tenants()::get).toList();
    Growth growth = new Growth(identity.origin(), trees.global(), ordered);
    events.forEach(growth::append);
    growth.appendHeads();
    List<TenantHead> signedNow =
        growth.heads().subList(0, Math.min(tenantSignatures, growth.heads().size()));
    tables.insert(growth, firstPosition, identity.number());
    heads.save(
        growth,
        identity.number(),
        signedNow.stream().map(TenantHead::tenantId).collect(Collectors.toSet()));
    List<Signed> checkpoints = new ArrayList<>();
    checkpoints.add(signed(Tree.GLOBAL, growth.globalCheckpoint()));
    signedNow.forEach(head -> checkpoints.add(signed(head.tenantId(), head.checkpoint())));
    tables.insertCheckpoints(checkpoints, identity.number());
    return signedNow.size() < growth.heads().size();
  }

  private Signed signed(UUID tree, Checkpoint head) {
    return new Signed(tree, head.size(), head.root().bytes(), identity.signer().sign(head));
  }
}
