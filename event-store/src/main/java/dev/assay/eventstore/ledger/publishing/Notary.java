package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.LedgerMetrics;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.eventstore.ledger.signing.LedgerKeys;
import dev.assay.eventstore.ledger.signing.LedgerSigner;
import dev.assay.eventstore.ledger.witness.Witnesses;
import dev.assay.eventstore.ledger.writing.LedgerIdentity;
import dev.assay.eventstore.ledger.writing.LedgerWriter;
import dev.assay.verifier.note.Checkpoint;
import io.micrometer.core.instrument.MeterRegistry;
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
public final class Notary implements Witnesses.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Notary.class);

  private final LedgerProperties properties;
  private final LedgerKeys keys;
  private final PublishedMark mark;
  private final Publisher publisher;
  private final Witnesses witnesses;
  private final DataSource dataSource;
  private final LedgerMetrics metrics;
  private final AtomicReference<@Nullable LedgerRefused> refusal = new AtomicReference<>();
  private volatile boolean leads;
  private volatile boolean witnessesWereAsked;

  /**
   * @param sequencer connects as {@link dev.assay.eventstore.database.DatabaseRole#SEQUENCER}
   */
  public Notary(DataSource sequencer, LedgerProperties properties, MeterRegistry registry) {
    this.dataSource = sequencer;
    this.properties = properties;
    this.metrics = new LedgerMetrics(registry);
    this.keys = LedgerKeys.load(properties);
    this.mark = new PublishedMark(properties.publishedFile());
    this.publisher = new Publisher(sequencer, mark, properties.publishPause(), metrics);
    this.witnesses = new Witnesses(sequencer, properties, registry);
  }

  /**
   * For whoever has just taken the lead, on the connection that leads. Throws {@link LedgerRefused}
   * where nothing may be signed.
   */
  public LedgerWriter begin(Connection connection) throws SQLException {
    Origins origins = Origins.load(connection, properties.origin());
    Optional<Checkpoint> published = mark.read();
    if (published.isPresent()) {
      ForkCheck.requireContains(connection, origins, published.get());
    }
    Refusals.requireNoneByWitness(connection);
    if (!witnessesWereAsked) {
      witnesses.requireNoneAhead();
      witnessesWereAsked = true;
    }
    Refusals.clear(connection);
    refusal.set(null);
    metrics.refusing(false);
    Origins.Origin origin = origins.inForce();
    LedgerSigner signer = new LedgerSigner(origin.name(), keys);
    KeyRing.remember(connection, origin.number(), signer.verifierKeys());
    leads = true;
    return new LedgerWriter(
        connection,
        new LedgerIdentity(origin.number(), origin.name(), signer),
        properties.tenantSignatures());
  }

  /** The lead is lost or given up. */
  public void end() {
    leads = false;
  }

  /** The sequencer has committed. Returns at once. */
  public void committed() {
    publisher.nudge();
  }

  /** Stops whoever signs here, and says why to everybody. */
  @Override
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

  /** Also while it refuses: a witness that was wrong, or a database that is newer, ends that. */
  @Override
  public boolean shows() {
    return leads || refusal.get() != null;
  }

  @Override
  public void agrees(String witness) {
    LedgerRefused reason = refusal.get();
    if (reason != null && witness.equals(reason.witness())) {
      try (Connection connection = dataSource.getConnection()) {
        if (Refusals.clearBy(connection, witness)) {
          LOG.info("The witness {} agrees by now", witness);
        }
      } catch (SQLException e) {
        LOG.warn("Could not write down that the witness {} agrees", witness, e);
      }
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
    witnesses.start(this);
  }

  public void stop() {
    witnesses.stop();
    publisher.stop();
  }
}
