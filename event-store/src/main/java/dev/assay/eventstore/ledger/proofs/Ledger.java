package dev.assay.eventstore.ledger.proofs;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.merkle.RangeProof;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the ledger. Trees are named by tenant, the global one by {@link Tree#GLOBAL}. Sizes are
 * those of published checkpoints or below; a larger one throws {@link IllegalStateException}.
 *
 * <p>Under the role reader it sees what the tenant of the surrounding transaction may see: its own
 * tree, and of the global one hashes.
 */
public final class Ledger {
  private final Checkpoints checkpoints;
  private final TreeHashes hashes;
  private final LogEntries entries;
  private final JdbcTemplate jdbc;

  public Ledger(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.checkpoints = new Checkpoints(jdbc);
    this.hashes = new TreeHashes(jdbc);
    this.entries = new LogEntries(jdbc);
  }

  /** The newest published checkpoint of a tree; a global one with all its cosignatures. */
  public Optional<SignedCheckpoint> checkpoint(UUID tree) {
    return checkpoints.newest(tree, 1);
  }

  /**
   * The newest published global checkpoint of at least this size that so many witnesses have
   * cosigned.
   */
  public Optional<SignedCheckpoint> cosignedCheckpoint(long size, int witnesses) {
    return witnesses == 0
        ? checkpoints.newest(Tree.GLOBAL, size)
        : checkpoints.cosigned(size, witnesses);
  }

  /** Where an event of a tenant is, once it has its place. */
  public Optional<EventPlace> find(UUID tenant, UUID eventId) {
    return entries.place(tenant, eventId);
  }

  /**
   * Whether the published checkpoints, the global one and the tenant's, cover everything up to a
   * global position.
   */
  public boolean covers(UUID tenant, long position) {
    return checkpoints.cover(tenant, position);
  }

  /** The root of a tree when it had this size. */
  public Hash root(UUID tree, long size) {
    return proofs(tree, size).root(size);
  }

  public Hash leaf(UUID tree, long index) {
    return hashes.at(tree, 0, index, index + 1).getFirst();
  }

  public InclusionProof inclusion(UUID tree, long index, long size) {
    return proofs(tree, size).inclusion(index, size);
  }

  /** A proof for each of these indexes; tiles that they share are read once. */
  public List<InclusionProof> inclusions(UUID tree, List<Long> indexes, long size) {
    ProofMaker proofs = proofs(tree, size);
    return indexes.stream().map(index -> proofs.inclusion(index, size)).toList();
  }

  public ConsistencyProof consistency(UUID tree, long from, long to) {
    return proofs(tree, to).consistency(from, to);
  }

  /** Shows that leaves are all that a tree of this size has from one index to before another. */
  public RangeProof range(UUID tree, long from, long to, long size) {
    return proofs(tree, size).range(from, to, size);
  }

  /**
   * A tile of C2SP tlog-tiles as far as a tree of this size fills it: up to 256 hashes; none beyond
   * the tree.
   */
  public List<Hash> tile(UUID tree, int level, long index, long size) {
    return new TiledTree(hashes, tree, size).tile(level, index);
  }

  /** The logged bytes from one index to before another. */
  public List<byte[]> entries(UUID tree, long from, long to) {
    return entries.of(tree, from, to);
  }

  /** Every public key that checkpoints were signed with, as vkeys, the newest first. */
  public List<String> publicKeys() {
    return jdbc.queryForList(
        "SELECT vkey FROM event_store.ledger_keys ORDER BY origin DESC, began_at DESC",
        String.class);
  }

  private ProofMaker proofs(UUID tree, long size) {
    return new TiledTree(hashes, tree, size).proofs();
  }
}
