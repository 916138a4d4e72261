package dev.assay.eventstore.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.seal.DataKeys;
import dev.assay.eventstore.seal.KeysUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import org.springframework.dao.DataAccessException;

/** The keys of this process, put together. */
public final class Keys {
  private final KeyStore store;
  private final RootKey root;
  private final TenantKeys tenantKeys;
  private final KeyRing ring;
  private final Pseudonyms pseudonyms;
  private final SubjectKeys subjects;
  private final KeyRotations rotations;
  private final RetentionKeys retention;
  private final KeyStatus status;

  /**
   * @param ticker by which keys are forgotten
   */
  public Keys(
      Databases databases,
      RootKey root,
      KeyProperties properties,
      Clock clock,
      Ticker ticker,
      MeterRegistry meters) {
    this.store = new KeyStore(databases);
    this.root = root;
    KeyMetrics metrics = new KeyMetrics(meters);
    this.tenantKeys = new TenantKeys(store, root, properties.cache(), ticker);
    this.ring =
        new KeyRing(
            store, tenantKeys, properties.cache(), properties.period(), clock, ticker, metrics);
    this.pseudonyms = new Pseudonyms(tenantKeys);
    this.subjects = new SubjectKeys(store, ring, metrics);
    RotationStore rows = new RotationStore(databases);
    this.rotations = rotations(databases, rows, metrics);
    this.retention = new RetentionKeys(new RetentionStore(databases), ring, metrics);
    this.status = new KeyStatus(databases, root, rows);
  }

  private KeyRotations rotations(Databases databases, RotationStore rows, KeyMetrics metrics) {
    WrappedKeys wrapped = new WrappedKeys(databases);
    return new KeyRotations(
        rows,
        new RootRotation(wrapped, rows, root),
        new TenantRotation(store, wrapped, rows, tenantKeys),
        new DataRotation(wrapped, rows, ring),
        metrics);
  }

  public DataKeys dataKeys() {
    return ring;
  }

  public Pseudonyms pseudonyms() {
    return pseudonyms;
  }

  public SubjectKeys subjects() {
    return subjects;
  }

  public KeyRotations rotations() {
    return rotations;
  }

  public RetentionKeys retention() {
    return retention;
  }

  public KeyStatus status() {
    return status;
  }

  /**
   * Adds a version to a root key that Assay keeps itself. Throws {@link IllegalStateException} for
   * one that is exchanged elsewhere.
   */
  public String addRootVersion() {
    return root.addVersion();
  }

  /**
   * Throws {@link KeysUnavailableException} where the key store does not answer, or the root key is
   * out of reach or lacks a version that wraps something.
   */
  public void check() {
    try {
      for (TenantKeyRow row : store.oneForEachRoot()) {
        root.unwrap(Objects.requireNonNull(row.wrapped()), row.context());
      }
    } catch (DataAccessException e) {
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    }
  }
}
