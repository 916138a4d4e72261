package dev.assay.eventstore.keys;

import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Data keys by age. Times are the database's, so that all processes mean the same. Every method may
 * be repeated, and throws {@link KeysUnavailableException} where the key store does not answer.
 */
public final class RetentionKeys {
  /** A key whose time is over; {@code subject} is empty where it is the tenant's own. */
  public record Due(UUID key, String subject) {}

  /**
   * The data keys in use of one class.
   *
   * @param held of these, under a legal hold
   * @param sealsUntil of the one that ends first and is not held; null where there is none
   */
  public record Standing(long keys, long held, @Nullable Instant sealsUntil) {
    public static final Standing NONE = new Standing(0, 0, null);
  }

  /** A subject of a tenant that has keys in use. */
  public record Kept(UUID tenant, String subject) {}

  private final RetentionStore store;
  private final KeyRing ring;
  private final KeyMetrics metrics;

  RetentionKeys(RetentionStore store, KeyRing ring, KeyMetrics metrics) {
    this.store = store;
    this.ring = ring;
    this.metrics = metrics;
  }

  /** The time of the key store. */
  public Instant now() {
    return reaching(store::now);
  }

  /** Tenants that have keys. */
  public List<UUID> tenants() {
    return reaching(store::tenants);
  }

  /** Keys in use that have sealed nothing since a time, but for those under a legal hold. */
  public List<Due> due(UUID tenant, RetentionClass kept, Instant sealedBefore, int most) {
    return reaching(() -> store.due(tenant, kept, sealedBefore, most));
  }

  /** How many more there would be without legal holds. */
  public long held(UUID tenant, RetentionClass kept, Instant sealedBefore) {
    return reaching(() -> store.held(tenant, kept, sealedBefore));
  }

  /** Of a tenant, by class; a class without keys is left out. */
  public Map<RetentionClass, Standing> standing(UUID tenant) {
    return reaching(() -> store.standing(tenant));
  }

  /** Destroys keys of a tenant; answers how many were in use. */
  public int destroy(UUID tenant, List<UUID> keys) {
    ring.forget(keys);
    int destroyed = reaching(() -> store.destroy(tenant, keys));
    ring.forget(keys);
    metrics.expired(destroyed);
    return destroyed;
  }

  /** Subjects with keys in use, in the order of tenant and subject, after another. */
  public List<Kept> subjectsAfter(Kept last, int most) {
    return reaching(() -> store.subjectsAfter(last, most));
  }

  /** How the job fares, for those who ask. */
  public RetentionJob job() {
    return store.job();
  }

  private static <T> T reaching(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException | TransactionException e) {
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    }
  }
}
