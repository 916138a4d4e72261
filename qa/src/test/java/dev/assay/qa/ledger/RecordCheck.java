package dev.assay.qa.ledger;

import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.qa.ledger.GrowingTrees.GrownTree;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.testing.ReferenceTree;
import java.util.NavigableMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares everything that was ever seen with trees that are computed from the rows of the events.
 * What equals one tree at its size is consistent with all others that do.
 */
final class RecordCheck {
  private static final String GAPS =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM event_store.event_order HAVING count(*) <> coalesce(max(position), 0)
        UNION ALL
        SELECT 1 FROM event_store.event_order GROUP BY tenant_id HAVING count(*) <> max(tenant_position)) gap""";
  private static final String WITHOUT_ONE_PLACE =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM event_store.events e LEFT JOIN event_store.event_order o ON o.event_id = e.id
        GROUP BY e.id HAVING count(o.event_id) <> 1) wrong""";
  private static final String STORED =
      """
      SELECT o.origin, t.pseudonym, c.tree_size, c.root_hash
      FROM event_store.checkpoints c JOIN event_store.ledger_origins o ON o.number = c.origin
      LEFT JOIN event_store.ledger_tenants t ON t.tenant_id = c.tree""";

  private final JdbcTemplate superuser;
  private final Sightings sightings;

  RecordCheck(EmbeddedDatabase database, Sightings sightings) {
    this.superuser = new JdbcTemplate(database.superuser());
    this.sightings = sightings;
  }

  /**
   * Adds to the findings.
   *
   * @param acknowledged events that writers know to be committed
   */
  void check(long acknowledged) {
    require(number("SELECT count(*) FROM event_store.events") == acknowledged, "events were lost");
    require(number(WITHOUT_ONE_PLACE) == 0, "some event has no place or several");
    require(number(GAPS) == 0, "positions are not dense");
    require(
        number("SELECT count(*) FROM event_store.ledger_status WHERE refusal IS NOT NULL") == 0,
        "a sequencer refuses to go on");
    seeStored();
    for (GrownTree tree : new GrowingTrees(superuser, this::compare).grow()) {
      Checkpoint head = tree.head();
      require(
          new ReferenceTree(tree.leaves()).root().equals(head.root()),
          "the tree was grown wrongly: " + head);
      NavigableMap<Long, Hash> seen = sightings.of(head.origin());
      require(
          !seen.isEmpty() && seen.lastKey() == head.size(),
          "inconsistent: the largest checkpoint of %s that was seen is %s, and recorded are %d entries"
              .formatted(head.origin(), seen.lastEntry(), head.size()));
    }
  }

  /** What was signed, whether it was ever published or not. */
  private void seeStored() {
    superuser.query(
        STORED,
        row -> {
          String pseudonym = row.getString(2);
          String origin =
              pseudonym == null
                  ? row.getString(1)
                  : new LogOrigin(row.getString(1), UUID.fromString(pseudonym)).tenant();
          sightings.saw(
              "the database", new Checkpoint(origin, row.getLong(3), Hash.of(row.getBytes(4))));
        });
  }

  /** A head as it is recorded, with what was seen of that size. */
  private void compare(Checkpoint recorded) {
    Hash seen = sightings.root(recorded.origin(), recorded.size());
    require(
        seen == null || seen.equals(recorded.root()),
        "inconsistent: a checkpoint of %s of size %d was seen that is not of what is recorded"
            .formatted(recorded.origin(), recorded.size()));
  }

  private long number(String sql) {
    Long number = superuser.queryForObject(sql, Long.class);
    return number == null ? 0 : number;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      sightings.wrong(otherwise);
    }
  }
}
