package dev.assay.eventstore.keys;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keys of schema {@code keys} by what wraps them. What others have locked, such as an erasure, is
 * passed over and waited for by nobody, so that no two can wait for each other.
 */
final class WrappedKeys {
  private static final String OLDER_KEYS =
      """
      SELECT key_id FROM keys.tenant_keys
      WHERE tenant_id = ? AND purpose = 'wrapping' AND version < ? AND wrapped IS NOT NULL
      """;
  private static final String SEALING =
      "WHERE tenant_id = ? AND wrapped IS NOT NULL AND seals_until > now() AND created_at <= ?";

  private final Databases databases;

  WrappedKeys(Databases databases) {
    this.databases = databases;
  }

  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }

  List<TenantKeyRow> notWrappedBy(String root, int most) {
    return jdbc()
        .query(
            KeyStore.TENANT_KEY
                + "WHERE wrapped IS NOT NULL AND wrapped_by <> ? ORDER BY key_id LIMIT ?",
            KeyStore::tenantKey,
            root,
            most);
  }

  /** False where it is wrapped otherwise by now, or retired. */
  boolean rewrap(TenantKeyRow before, RootKey.Wrapped after) {
    return jdbc()
            .update(
                """
                UPDATE keys.tenant_keys SET wrapped_by = ?, wrapped = ?
                WHERE key_id = ? AND wrapped = ?
                """,
                after.by(),
                after.bytes(),
                before.id(),
                Objects.requireNonNull(before.wrapped()).bytes())
        == 1;
  }

  Optional<TenantKeyRow> wrapping(UUID tenant, int version) {
    return jdbc()
        .query(
            KeyStore.TENANT_KEY + "WHERE tenant_id = ? AND purpose = 'wrapping' AND version = ?",
            KeyStore::tenantKey,
            tenant,
            version)
        .stream()
        .findFirst();
  }

  /** Tenant keys in use that are older than a version. */
  List<UUID> older(UUID tenant, int version) {
    return jdbc().queryForList(OLDER_KEYS, UUID.class, tenant, version);
  }

  /** Data keys under older tenant keys, locked until the transaction ends. */
  List<DataKeyRow> lockUnderOlder(UUID tenant, int version, int most) {
    return jdbc()
        .query(
            KeyStore.DATA_KEY
                + "WHERE wrapped IS NOT NULL AND tenant_key_id IN ("
                + OLDER_KEYS
                + ") LIMIT ? FOR UPDATE SKIP LOCKED",
            KeyStore::dataKey,
            tenant,
            version,
            most);
  }

  void rewrap(DataKeyRow row, UUID tenantKey, byte[] wrapped) {
    jdbc()
        .update(
            "UPDATE keys.data_keys SET tenant_key_id = ?, wrapped = ? WHERE key_id = ?",
            tenantKey,
            wrapped,
            row.id());
  }

  /**
   * Destroys the older tenant keys, unless something is still under them: then false. Waits for
   * whoever is making a data key under one.
   */
  boolean retireOlder(UUID tenant, int version) {
    jdbc().queryForList(OLDER_KEYS + "FOR UPDATE", UUID.class, tenant, version);
    boolean needed =
        Boolean.TRUE.equals(
            jdbc()
                .queryForObject(
                    "SELECT EXISTS (SELECT 1 FROM keys.data_keys"
                        + " WHERE wrapped IS NOT NULL AND tenant_key_id IN ("
                        + OLDER_KEYS
                        + "))",
                    Boolean.class,
                    tenant,
                    version));
    if (!needed) {
      jdbc()
          .update(
              "UPDATE keys.tenant_keys SET wrapped = NULL, retired_at = now() WHERE key_id IN ("
                  + OLDER_KEYS
                  + ")",
              tenant,
              version);
    }
    return !needed;
  }

  /** Ends the time of data keys that seal; answers of how many. */
  int endPeriods(UUID tenant, Instant madeUntil, int most) {
    return jdbc()
        .update(
            """
            UPDATE keys.data_keys SET seals_until = now() WHERE key_id IN (
              SELECT key_id FROM keys.data_keys
            """
                + SEALING
                + " LIMIT ? FOR UPDATE SKIP LOCKED)",
            tenant,
            madeUntil.atOffset(ZoneOffset.UTC),
            most);
  }

  boolean hasOpenPeriods(UUID tenant, Instant madeUntil) {
    return Boolean.TRUE.equals(
        jdbc()
            .queryForObject(
                "SELECT EXISTS (SELECT 1 FROM keys.data_keys " + SEALING + ")",
                Boolean.class,
                tenant,
                madeUntil.atOffset(ZoneOffset.UTC)));
  }
}
