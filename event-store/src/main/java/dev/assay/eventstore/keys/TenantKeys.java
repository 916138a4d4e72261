package dev.assay.eventstore.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.keys.TenantKeyRow.Purpose;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Tenant keys, made at first use, unwrapped by the root key and remembered for a while. */
final class TenantKeys {
  private static final int MOST = 10_000;

  private final KeyStore store;
  private final RootKey root;
  private final SecureRandom random = new SecureRandom();
  private final Cache<UUID, TenantKey> byId;
  private final Cache<UUID, TenantKey> wrapping;
  private final Cache<UUID, byte[]> pseudonyms;

  TenantKeys(KeyStore store, RootKey root, Duration remembered, Ticker ticker) {
    this.store = store;
    this.root = root;
    this.byId = forgetting(remembered, ticker);
    this.wrapping = forgetting(remembered, ticker);
    this.pseudonyms = forgetting(remembered, ticker);
  }

  private static <V> Cache<UUID, V> forgetting(Duration after, Ticker ticker) {
    return Caffeine.newBuilder().expireAfterWrite(after).maximumSize(MOST).ticker(ticker).build();
  }

  /** The one that wraps new data keys of a tenant. */
  TenantKey wrapping(UUID tenant) {
    return orLoad(
        wrapping,
        tenant,
        id -> {
          TenantKeyRow row = newest(tenant, Purpose.WRAPPING);
          return new TenantKey(row.id(), unwrapped(row));
        });
  }

  /**
   * Throws {@link KeysUnavailableException} for one that is retired: nothing was to be under it.
   */
  TenantKey byId(UUID keyId) {
    return orLoad(
        byId,
        keyId,
        id ->
            store
                .tenantKey(id)
                .map(row -> new TenantKey(row.id(), unwrapped(row)))
                .orElseThrow(
                    () -> new KeysUnavailableException("Expected tenant key " + id + " in store")));
  }

  /** The secret from which a tenant's pseudonyms are made; it never changes. */
  byte[] pseudonymKey(UUID tenant) {
    return orLoad(pseudonyms, tenant, id -> unwrapped(newest(id, Purpose.PSEUDONYM)));
  }

  void forget(UUID tenant) {
    wrapping.invalidate(tenant);
  }

  void forgetAll() {
    byId.invalidateAll();
    wrapping.invalidateAll();
    pseudonyms.invalidateAll();
  }

  /** Not within the cache's own lock: a root key may be asked for over the network. */
  private static <V> V orLoad(Cache<UUID, V> cache, UUID key, Function<UUID, V> load) {
    V known = cache.getIfPresent(key);
    if (known == null) {
      known = load.apply(key);
      cache.put(key, known);
    }
    return known;
  }

  private TenantKeyRow newest(UUID tenant, Purpose purpose) {
    return store.tenantKey(tenant, purpose).orElseGet(() -> add(tenant, purpose, 1));
  }

  /** Adds a version, or answers the one that another process has just added. */
  TenantKeyRow add(UUID tenant, Purpose purpose, int version) {
    if (store.isEmpty()) {
      root.createIfMissing();
    }
    TenantKeyRow row = make(tenant, purpose, version);
    return store.add(row, Objects.requireNonNull(row.wrapped()))
        ? row
        : store.tenantKey(tenant, purpose).orElseThrow();
  }

  /** A new key, which is stored nowhere yet. */
  TenantKeyRow make(UUID tenant, Purpose purpose, int version) {
    byte[] key = new byte[DataKey.BYTES];
    random.nextBytes(key);
    UUID id = Uuids.next();
    RootKey.Wrapped wrapped = root.wrap(key, TenantKeyRow.context(id, tenant, purpose));
    return new TenantKeyRow(id, tenant, purpose, version, wrapped);
  }

  private byte[] unwrapped(TenantKeyRow row) {
    RootKey.Wrapped wrapped = row.wrapped();
    if (wrapped == null) {
      throw new KeysUnavailableException(
          "Expected tenant key " + row.id() + " to be in use, but it is retired");
    }
    return root.unwrap(wrapped, row.context());
  }
}
