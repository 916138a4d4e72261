package dev.assay.qa.ledger;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Connections that are wrong in one thing: before each commit they show the witness the checkpoint
 * that is about to be committed.
 */
final class HastyDataSource extends DelegatingDataSource {
  private static final String NEWEST =
      """
      SELECT tree_size, root_hash, signatures FROM event_store.checkpoints
      WHERE tree = '00000000-0000-0000-0000-000000000000' ORDER BY tree_size DESC LIMIT 1""";

  /** As long as a slow disk may take for the commit. */
  private static final long SLOW_COMMIT_NANOS = Duration.ofMillis(60).toNanos();

  private final WitnessClient witness;
  private long shown;

  HastyDataSource(DataSource careful, String witnessUrl) {
    super(careful);
    this.witness = new WitnessClient(witnessUrl);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection careful = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("commit")) {
                show(careful);
                LockSupport.parkNanos(SLOW_COMMIT_NANOS);
              }
              try {
                return method.invoke(careful, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void show(Connection uncommitted) throws Exception {
    try (Statement statement = uncommitted.createStatement();
        ResultSet row = statement.executeQuery(NEWEST)) {
      if (!row.next()) {
        return;
      }
      Checkpoint checkpoint =
          new Checkpoint(LedgerUnderTest.ORIGIN, row.getLong(1), Hash.of(row.getBytes(2)));
      Note note = Note.parse(checkpoint.body() + "\n" + row.getString(3));
      Ledger ledger = new Ledger(new SingleConnectionDataSource(uncommitted, true));
      for (int attempt = 0; attempt < 2 && shown <= checkpoint.size(); attempt++) {
        List<Hash> proof = ledger.consistency(Tree.GLOBAL, shown, checkpoint.size()).path();
        long seen = witness.show(new AddCheckpoint(shown, proof, note));
        if (seen == shown) {
          return;
        }
        shown = seen;
      }
    }
  }
}
