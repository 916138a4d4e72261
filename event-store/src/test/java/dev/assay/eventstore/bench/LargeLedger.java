package dev.assay.eventstore.bench;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.signing.LedgerKeys;
import dev.assay.eventstore.ledger.signing.LedgerSigner;
import dev.assay.eventstore.ledger.writing.LeafParts;
import dev.assay.eventstore.ledger.writing.LedgerIdentity;
import dev.assay.eventstore.ledger.writing.LedgerWriter;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.verifier.merkle.Hash;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A ledger of very many leaves of one tenant, written by the ledger's own writer for events that
 * exist nowhere.
 */
record LargeLedger(EmbeddedDatabase database, UUID tenant, int leaves) {
  private static final int PER_COMMIT = 50;

  void write(int perBatch) throws SQLException {
    JdbcTemplate superuser = new JdbcTemplate(database.superuser());
    superuser.update(
        "INSERT INTO event_store.ledger_origins (number, origin, began_log_size) VALUES (1, ?, 0)",
        LedgerUnderTest.ORIGIN);
    LedgerSigner signer =
        new LedgerSigner(LedgerUnderTest.ORIGIN, LedgerKeys.load(LedgerUnderTest.properties()));
    try (Connection connection = database.connections(DatabaseRole.SEQUENCER).getConnection()) {
      connection.setAutoCommit(false);
      LedgerWriter writer =
          new LedgerWriter(connection, new LedgerIdentity(1, LedgerUnderTest.ORIGIN, signer), 16);
      int batches = 0;
      for (int position = 1; position <= leaves; position += perBatch) {
        writer.append(position, batch(position, Math.min(perBatch, leaves + 1 - position)));
        if (++batches % PER_COMMIT == 0) {
          connection.commit();
        }
      }
      connection.commit();
    }
    superuser.update(
        """
        UPDATE event_store.ledger_status SET published_origin = 1, published_size =
          (SELECT size FROM event_store.ledger_heads WHERE tree = '00000000-0000-0000-0000-000000000000')""");
    superuser.execute("VACUUM ANALYZE");
  }

  private List<LeafParts> batch(int first, int count) {
    List<LeafParts> events = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      Hash content = Hash.sha256(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
      events.add(
          new LeafParts(
              idOf(i),
              tenant,
              "AgentExecution",
              Uuids.named("bench", String.valueOf(i / 20)),
              i % 20,
              "agent-execution.model-call-requested",
              1,
              i * 1_000L,
              content,
              content));
    }
    return events;
  }

  /** The id of the event at a position. */
  static UUID idOf(long position) {
    return new UUID(0x7000, 0x8000_0000_0000_0000L + position);
  }
}
