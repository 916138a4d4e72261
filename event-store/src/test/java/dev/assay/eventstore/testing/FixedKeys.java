package dev.assay.eventstore.testing;

import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.DataKeys;
import dev.assay.eventstore.seal.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Data keys without a key store: each follows from tenant and subject, so that what one test run
 * has sealed another can open, as golden files need.
 */
public final class FixedKeys implements DataKeys {
  private final Map<UUID, DataKey> known = new ConcurrentHashMap<>();
  private final Set<String> erased = new HashSet<>();

  /** A codec that seals with such keys. */
  public static EventCodec codec() {
    return new EventCodec(new Sealing(new FixedKeys()));
  }

  public synchronized void erase(String subject) {
    erased.add(subject);
  }

  @Override
  public synchronized @Nullable DataKey toSeal(
      UUID tenant, @Nullable String subject, RetentionClass kept) {
    String whose = subject == null ? "" : subject;
    if (erased.contains(whose)) {
      return null;
    }
    UUID id = Uuids.named("fixed key", tenant.toString(), whose, kept.wire());
    return known.computeIfAbsent(id, key -> new DataKey(id, tenant, subject, bytes(id)));
  }

  @Override
  public synchronized @Nullable DataKey toOpen(UUID keyId) {
    DataKey key = known.get(keyId);
    if (key == null) {
      throw new IllegalArgumentException("Expected a key that has sealed something");
    }
    return key.subject() != null && erased.contains(key.subject()) ? null : key;
  }

  @Override
  public byte[] wordSecret(UUID tenant) {
    return bytes(tenant);
  }

  private static byte[] bytes(UUID id) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("fixed " + id).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
