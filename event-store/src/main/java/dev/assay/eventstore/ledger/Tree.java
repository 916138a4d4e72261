package dev.assay.eventstore.ledger;

import java.util.UUID;

/** Names of trees in the tables: each tenant's tree has the tenant's id. */
public final class Tree {
  /** The tree over everything: the nil UUID, which is no tenant's. */
  public static final UUID GLOBAL = new UUID(0, 0);

  private Tree() {}
}
