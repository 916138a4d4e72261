package dev.assay.eventstore.ledger.writing;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one batch adds to the trees, computed from where they were. Each event becomes a leaf of its
 * tenant's tree and an entry of the global one; after all events come the heads of the tenants'
 * trees as further entries.
 */
final class Growth {
  /** A tenant's tree, and under which name. */
  record TenantTree(UUID tenantId, UUID pseudonym, Frontier frontier) {}

  /** An event's place in its tenant's tree. */
  record Leaf(LeafParts event, long tenantPosition, Hash hash) {}

  /** A subtree of 256^level leaves that has become complete. */
  record Node(UUID tree, int level, long index, Hash hash) {}

  /** A tenant's head as an entry of the global tree. */
  record TenantHead(long logIndex, UUID tenantId, Checkpoint checkpoint, Hash bodyHash) {}

  private final String origin;
  private final Frontier global;
  private final long firstLogIndex;
  private final Map<UUID, TenantTree> tenants;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<TenantHead> heads = new ArrayList<>();

  /**
   * @param origin of the global tree
   * @param tenants every tenant of the batch; their frontiers grow, and so does {@code global}
   */
  Growth(String origin, Frontier global, List<TenantTree> tenants) {
    this.origin = origin;
    this.global = global;
    this.firstLogIndex = global.size();
    this.tenants = new LinkedHashMap<>();
    tenants.forEach(tenant -> this.tenants.put(tenant.tenantId(), tenant));
  }

  void append(LeafParts event) {
    TenantTree tenant = tenants.get(event.tenantId());
    if (tenant == null) {
      throw new IllegalStateException("Expected the tree of each tenant, but one is missing");
    }
    Frontier own = tenant.frontier();
    long position = own.size() + 1;
    Hash leaf = event.leaf(tenant.pseudonym(), position).hash();
    own.append(leaf, (level, index, hash) -> node(tenant.tenantId(), level, index, hash));
    appendGlobal(GlobalEntry.ofEvent(leaf));
    leaves.add(new Leaf(event, position, leaf));
  }

  /** After the last event. */
  void appendHeads() {
    for (TenantTree tenant : tenants.values()) {
      Frontier own = tenant.frontier();
      Checkpoint checkpoint =
          new Checkpoint(
              new LogOrigin(origin, tenant.pseudonym()).tenant(), own.size(), own.root());
      Hash body = Hash.sha256(checkpoint.body().getBytes(StandardCharsets.UTF_8));
      heads.add(new TenantHead(global.size(), tenant.tenantId(), checkpoint, body));
      appendGlobal(GlobalEntry.ofTenantCheckpoint(checkpoint));
    }
  }

  private void appendGlobal(byte[] entry) {
    global.append(
        Hash.ofLeaf(entry), (level, index, hash) -> node(Tree.GLOBAL, level, index, hash));
  }

  private void node(UUID tree, int level, long index, Hash hash) {
    nodes.add(new Node(tree, level, index, hash));
  }

  /** The head of the global tree as it is now. */
  Checkpoint globalCheckpoint() {
    return new Checkpoint(origin, global.size(), global.root());
  }

  Frontier global() {
    return global;
  }

  long firstLogIndex() {
    return firstLogIndex;
  }

  List<TenantTree> tenants() {
    return List.copyOf(tenants.values());
  }

  List<Leaf> leaves() {
    return leaves;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<TenantHead> heads() {
    return heads;
  }
}
