package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.signing.LedgerKeys;
import dev.assay.eventstore.ledger.signing.LedgerSigner;
import dev.assay.eventstore.ledger.writing.LedgerIdentity;
import dev.assay.eventstore.ledger.writing.LedgerWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the keys of this process, and gives them to a sequencer only where signing contradicts
 * nothing that was published. Thread-safe.
 */
public final class Notary {
  private static final Logger LOG = LoggerFactory.getLogger(Notary.class);

  private final LedgerProperties properties;
  private final LedgerKeys keys;
  private final PublishedMark mark;
  private final Publisher publisher;
  private final DataSource dataSource;
  private final LedgerMetrics metrics;
  private final AtomicReference<@Nullable LedgerRefused> refusal = new AtomicReference<>();

  /**
   * @param sequencer connects as {@link dev.assay.eventstore.database.DatabaseRole#SEQUENCER}
   */
  public Notary(DataSource sequencer, LedgerProperties properties, LedgerMetrics metrics) {
    this.dataSource = sequencer;
    this.metrics = metrics;
    this.properties = properties;
    this.keys = LedgerKeys.load(properties);
    this.mark = new PublishedMark(properties.publishedFile());
    this.publisher = new Publisher(sequencer, mark, properties.publishPause(), metrics);
  }

  /**
   * For whoever has just taken the lead, on the connection that leads. Throws {@link LedgerRefused}
   * where nothing may be signed.
   */
  public LedgerWriter begin(Connection connection) throws SQLException {
    Origins origins = Origins.load(connection, properties.origin());
    var published = mark.read();
    if (published.isPresent()) {
      ForkCheck.requireContains(connection, origins, published.get());
    }
    Refusals.requireNoneByWitness(connection);
    Refusals.clear(connection);
    refusal.set(null);
    metrics.refusing(false);
    Origins.Origin origin = origins.inForce();
    LedgerSigner signer = new LedgerSigner(origin.name(), keys);
    KeyRing.remember(connection, origin.number(), signer.verifierKeys());
    return new LedgerWriter(
        connection,
        new LedgerIdentity(origin.number(), origin.name(), signer),
        properties.tenantSignatures());
  }

  /** The sequencer has committed. Returns at once. */
  public void committed() {
    publisher.nudge();
  }

  /** Stops whoever signs here, and says why to everybody. */
  public void refuse(LedgerRefused reason) {
    LedgerRefused before = refusal.getAndSet(reason);
    metrics.refusing(true);
    if (before == null || !String.valueOf(before.getMessage()).equals(reason.getMessage())) {
      LOG.error("Nothing is ordered or signed: {}", reason.getMessage());
    }
    try (Connection connection = dataSource.getConnection()) {
      Refusals.write(connection, reason);
    } catch (SQLException e) {
      LOG.warn("Could not write down why nothing is ordered", e);
    }
  }

  /** Throws {@link LedgerRefused} once a reason has come up while somebody leads. */
  public void requireNoRefusal() {
    LedgerRefused reason = refusal.get();
    if (reason != null) {
      throw reason;
    }
  }

  /** Why this process orders nothing, if so. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal.get()).map(Throwable::getMessage);
  }

  public LedgerMetrics metrics() {
    return metrics;
  }

  public void start() {
    publisher.start();
  }

  public void stop() {
    publisher.stop();
  }
}
