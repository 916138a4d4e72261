package dev.assay.eventstore.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.DataKeys;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Data keys from the key store, unwrapped and remembered for a while. What another process erases
 * is forgotten here when that while is over; what this one erases, at once. Thread-safe.
 */
public final class KeyRing implements DataKeys {
  private static final int MOST = 20_000;
  private static final int TRIES = 5;

  /**
   * How often this process seals with one key at most: with random nonces, 2^32 values under one
   * key are too many, and there may be some dozens of processes.
   */
  private static final long MOST_SEALED = 1L << 26;

  private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

  /** A key that was looked up; null where it is erased. */
  private record Found(@Nullable DataKey key) {}

  /** The key that seals a slot now; its key is null where the subject is erased. */
  private record Active(
      @Nullable DataKey key, Instant until, java.util.concurrent.atomic.LongAdder used) {}

  private final KeyStore store;
  private final TenantKeys tenantKeys;
  private final Duration period;
  private final Clock clock;
  private final Ticker ticker;
  private final KeyMetrics metrics;
  private final SecureRandom random = new SecureRandom();
  private final Cache<UUID, Found> opening;
  private final Cache<Slot, Active> sealing;
  private final Cache<Slot.Subject, Boolean> erasedHere;
  private final Cache<UUID, Boolean> destroyedHere;

  KeyRing(
      KeyStore store,
      TenantKeys tenantKeys,
      Duration remembered,
      Duration period,
      Clock clock,
      Ticker ticker,
      KeyMetrics metrics) {
    this.store = store;
    this.tenantKeys = tenantKeys;
    this.period = period;
    this.ticker = ticker;
    this.clock = clock;
    this.metrics = metrics;
    this.opening = forgetting(remembered, ticker);
    this.sealing = forgetting(remembered, ticker);
    this.erasedHere = forgetting(remembered.multipliedBy(2), ticker);
    this.destroyedHere = forgetting(remembered.multipliedBy(2), ticker);
  }

  private static <K, V> Cache<K, V> forgetting(Duration after, Ticker ticker) {
    return Caffeine.newBuilder().expireAfterWrite(after).maximumSize(MOST).ticker(ticker).build();
  }

  @Override
  public @Nullable DataKey toOpen(UUID keyId) {
    Found found = opening.getIfPresent(keyId);
    if (found == null) {
      long asked = ticker.read();
      found = reaching(() -> lookUp(keyId));
      if (isFresh(asked)) {
        opening.put(keyId, found);
      }
    }
    DataKey key = found.key();
    return key == null || isErasedHere(key) ? null : key;
  }

  /** What took long to come may be gone by now, and would be remembered for longer than is said. */
  private boolean isFresh(long asked) {
    return ticker.read() - asked <= FRESH_NANOS;
  }

  private Found lookUp(UUID keyId) {
    return new Found(unwrapped(row(keyId)));
  }

  private DataKeyRow row(UUID keyId) {
    return store
        .dataKey(keyId)
        .orElseThrow(
            () ->
                new KeysUnavailableException(
                    "Expected data key " + keyId + " in the key store, but it has none"));
  }

  @Override
  public @Nullable DataKey toSeal(UUID tenant, @Nullable String subject, RetentionClass kept) {
    Slot slot = Slot.of(tenant, subject, kept);
    Active active = sealing.getIfPresent(slot);
    if (active == null
        || !active.until().isAfter(clock.instant())
        || active.used().sum() > MOST_SEALED) {
      boolean worn = active != null && active.used().sum() > MOST_SEALED;
      long asked = ticker.read();
      active = reaching(() -> activate(slot, worn));
      if (isFresh(asked)) {
        sealing.put(slot, active);
      }
    }
    active.used().increment();
    DataKey key = active.key();
    return key == null || isErasedHere(key) ? null : key;
  }

  @Override
  public byte[] wordSecret(UUID tenant) {
    return reaching(() -> Pseudonyms.secret(tenantKeys.pseudonymKey(tenant), "assay:words:1"));
  }

  /**
   * @param next whether the newest version is worn out, even if its time is not over
   */
  private Active activate(Slot slot, boolean next) {
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<DataKeyRow> newest = store.newest(slot);
      if (!slot.subject().isEmpty() && store.isErased(slot.whose())) {
        return active(null, Instant.MAX);
      }
      if (newest.isPresent() && !next && seals(newest.get())) {
        DataKey key = unwrapped(newest.get());
        if (key != null) {
          return active(key, newest.get().sealsUntil());
        }
        continue;
      }
      Optional<Active> made = create(slot, newest.map(DataKeyRow::version).orElse(0) + 1);
      if (made.isPresent()) {
        return made.get();
      }
    }
    throw new KeysUnavailableException("Expected to make a data key, but others always came first");
  }

  private boolean seals(DataKeyRow row) {
    return row.wrapped() != null && row.sealsUntil().isAfter(clock.instant());
  }

  /** Empty where another process was first, or the tenant key was retired meanwhile. */
  private Optional<Active> create(Slot slot, int version) {
    TenantKey tenantKey = tenantKeys.wrapping(slot.tenant());
    byte[] bytes = new byte[DataKey.BYTES];
    random.nextBytes(bytes);
    Instant until = clock.instant().plus(period);
    UUID id = Uuids.next();
    DataKeyRow bare = new DataKeyRow(id, slot, version, tenantKey.id(), null, until);
    DataKeyRow row =
        new DataKeyRow(id, slot, version, tenantKey.id(), tenantKey.wrap(bytes, bare), until);
    Boolean stored =
        store.inTransaction(
            () ->
                store.keepUnerased(slot.whose())
                    && store.keepUnretired(tenantKey.id())
                    && store.add(row));
    if (!stored) {
      tenantKeys.forget(slot.tenant());
      return Optional.empty();
    }
    metrics.made();
    DataKey key = new DataKey(id, slot.tenant(), slot.subjectOrNull(), bytes);
    opening.put(id, new Found(key));
    return Optional.of(active(key, until));
  }

  /** Null where it is erased. Read again where it was wrapped anew in between. */
  private @Nullable DataKey unwrapped(DataKeyRow found) {
    DataKeyRow row = found;
    for (int tried = 0; row.wrapped() != null; tried++) {
      try {
        TenantKey tenantKey = tenantKeys.byId(row.tenantKey());
        return new DataKey(
            row.id(),
            row.slot().tenant(),
            row.slot().subjectOrNull(),
            tenantKey.unwrap(row.wrapped(), row));
      } catch (KeysUnavailableException e) {
        DataKeyRow now = row(row.id());
        if (now.tenantKey().equals(row.tenantKey()) && now.wrapped() != null || tried == TRIES) {
          throw e;
        }
        row = now;
      }
    }
    return null;
  }

  private static Active active(@Nullable DataKey key, Instant until) {
    return new Active(key, until, new java.util.concurrent.atomic.LongAdder());
  }

  /** Forgets at once what belongs to a subject that was erased here. */
  void forget(Slot.Subject subject) {
    // First of all, so that a look-up that is under way brings nothing back.
    erasedHere.put(subject, true);
    sealing.asMap().keySet().removeIf(slot -> slot.whose().equals(subject));
    opening.asMap().values().removeIf(found -> isOf(found.key(), subject));
  }

  /** Forgets at once keys that were destroyed here. */
  void forget(Collection<UUID> keys) {
    keys.forEach(key -> destroyedHere.put(key, true));
    opening.invalidateAll(keys);
    Set<UUID> gone = Set.copyOf(keys);
    sealing.asMap().values().removeIf(it -> it.key() != null && gone.contains(it.key().id()));
  }

  /** Forgets everything, such as after a rotation. */
  void forgetAll() {
    sealing.invalidateAll();
    opening.invalidateAll();
    tenantKeys.forgetAll();
  }

  private boolean isErasedHere(DataKey key) {
    String subject = key.subject();
    if (destroyedHere.getIfPresent(key.id()) != null) {
      return true;
    }
    return subject != null
        && erasedHere.getIfPresent(new Slot.Subject(key.tenant(), subject)) != null;
  }

  private static boolean isOf(@Nullable DataKey key, Slot.Subject subject) {
    return key != null
        && key.tenant().equals(subject.tenant())
        && subject.pseudonym().equals(key.subject());
  }

  private <T> T reaching(Supplier<T> work) {
    try {
      T result = work.get();
      metrics.lookedUp();
      return result;
    } catch (DataAccessException | TransactionException e) {
      metrics.failed();
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    } catch (KeysUnavailableException e) {
      metrics.failed();
      throw e;
    }
  }
}
