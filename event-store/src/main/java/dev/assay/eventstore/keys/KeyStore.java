package dev.assay.eventstore.keys;

import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.keys.TenantKeyRow.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of schema {@code keys}. Throws Spring's data access exceptions. */
final class KeyStore {
  static final String DATA_KEY =
      """
      SELECT key_id, tenant_id, subject, retention_class, version, tenant_key_id, wrapped, seals_until
      FROM keys.data_keys
      """;
  static final String TENANT_KEY =
      "SELECT key_id, tenant_id, purpose, version, wrapped_by, wrapped FROM keys.tenant_keys ";

  private final Databases databases;

  KeyStore(Databases databases) {
    this.databases = databases;
  }

  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(
        databases.transaction(DatabaseRole.KEEPER).execute(status -> work.get()));
  }

  /** Asked for each time: a process that needs no key opens no connection. */
  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }

  Optional<DataKeyRow> dataKey(UUID id) {
    return jdbc().query(DATA_KEY + "WHERE key_id = ?", KeyStore::dataKey, id).stream().findFirst();
  }

  Optional<DataKeyRow> newest(Slot slot) {
    return jdbc()
        .query(
            DATA_KEY
                + """
                WHERE tenant_id = ? AND subject = ? AND retention_class = ?
                ORDER BY version DESC LIMIT 1
                """,
            KeyStore::dataKey,
            slot.tenant(),
            slot.subject(),
            slot.kept().wire())
        .stream()
        .findFirst();
  }

  boolean isErased(Slot.Subject subject) {
    return !jdbc()
        .queryForList(
            """
            SELECT 1 FROM keys.subjects
            WHERE tenant_id = ? AND subject = ? AND erased_at IS NOT NULL
            """,
            Integer.class,
            subject.tenant(),
            subject.pseudonym())
        .isEmpty();
  }

  /**
   * Locks the subject against being erased until the transaction ends; false where it is erased.
   * The tenant itself is no subject.
   */
  boolean keepUnerased(Slot.Subject subject) {
    if (subject.pseudonym().isEmpty()) {
      return true;
    }
    jdbc()
        .update(
            "INSERT INTO keys.subjects (tenant_id, subject) VALUES (?, ?) ON CONFLICT DO NOTHING",
            subject.tenant(),
            subject.pseudonym());
    return !jdbc()
        .queryForList(
            """
            SELECT 1 FROM keys.subjects
            WHERE tenant_id = ? AND subject = ? AND erased_at IS NULL FOR SHARE
            """,
            Integer.class,
            subject.tenant(),
            subject.pseudonym())
        .isEmpty();
  }

  /**
   * Marks the subject as erased for ever and destroys its keys; answers how many there were. Waits
   * for whoever is making a key for it.
   */
  int erase(Slot.Subject subject) {
    return inTransaction(
        () -> {
          jdbc()
              .update(
                  """
                  INSERT INTO keys.subjects AS s (tenant_id, subject, erased_at) VALUES (?, ?, now())
                  ON CONFLICT (tenant_id, subject) DO UPDATE SET held_at = NULL, erased_at = now()
                  WHERE s.erased_at IS NULL
                  """,
                  subject.tenant(),
                  subject.pseudonym());
          return jdbc()
              .update(
                  """
                  UPDATE keys.data_keys
                  SET wrapped = NULL, erased_at = now(), erased_because = 'subject'
                  WHERE tenant_id = ? AND subject = ? AND wrapped IS NOT NULL
                  """,
                  subject.tenant(),
                  subject.pseudonym());
        });
  }

  int hold(Slot.Subject subject) {
    return jdbc()
        .update(
            """
            INSERT INTO keys.subjects AS s (tenant_id, subject, held_at) VALUES (?, ?, now())
            ON CONFLICT (tenant_id, subject) DO UPDATE SET held_at = coalesce(s.held_at, now())
            WHERE s.erased_at IS NULL
            """,
            subject.tenant(),
            subject.pseudonym());
  }

  int release(Slot.Subject subject) {
    return jdbc()
        .update(
            "UPDATE keys.subjects SET held_at = NULL WHERE tenant_id = ? AND subject = ?",
            subject.tenant(),
            subject.pseudonym());
  }

  /** False where another process has stored this version first. */
  boolean add(DataKeyRow key) {
    return jdbc()
            .update(
                """
            INSERT INTO keys.data_keys (key_id, tenant_id, subject, retention_class, version,
              tenant_key_id, wrapped, seals_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
                key.id(),
                key.slot().tenant(),
                key.slot().subject(),
                key.slot().kept().wire(),
                key.version(),
                key.tenantKey(),
                key.wrapped(),
                key.sealsUntil().atOffset(ZoneOffset.UTC))
        == 1;
  }

  Optional<TenantKeyRow> tenantKey(UUID id) {
    return jdbc().query(TENANT_KEY + "WHERE key_id = ?", KeyStore::tenantKey, id).stream()
        .findFirst();
  }

  /** The newest of its purpose. */
  Optional<TenantKeyRow> tenantKey(UUID tenant, Purpose purpose) {
    return jdbc()
        .query(
            TENANT_KEY + "WHERE tenant_id = ? AND purpose = ? ORDER BY version DESC LIMIT 1",
            KeyStore::tenantKey,
            tenant,
            purpose.wire())
        .stream()
        .findFirst();
  }

  /** Locks a tenant key against being retired; false where it is retired. */
  boolean keepUnretired(UUID tenantKey) {
    return !jdbc()
        .queryForList(
            "SELECT 1 FROM keys.tenant_keys WHERE key_id = ? AND wrapped IS NOT NULL FOR SHARE",
            Integer.class,
            tenantKey)
        .isEmpty();
  }

  /** False where another process has stored this version first. */
  boolean add(TenantKeyRow key, RootKey.Wrapped wrapped) {
    return jdbc()
            .update(
                """
            INSERT INTO keys.tenant_keys (key_id, tenant_id, purpose, version, wrapped_by, wrapped)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
                key.id(),
                key.tenant(),
                key.purpose().wire(),
                key.version(),
                wrapped.by(),
                wrapped.bytes())
        == 1;
  }

  boolean isEmpty() {
    return jdbc().queryForList("SELECT 1 FROM keys.tenant_keys LIMIT 1", Integer.class).isEmpty();
  }

  /** One tenant key in use for each version of the root key that wraps some. */
  List<TenantKeyRow> oneForEachRoot() {
    return jdbc()
        .query(
            """
            SELECT DISTINCT ON (wrapped_by) key_id, tenant_id, purpose, version, wrapped_by, wrapped
            FROM keys.tenant_keys WHERE wrapped IS NOT NULL ORDER BY wrapped_by, key_id
            """,
            KeyStore::tenantKey);
  }

  static DataKeyRow dataKey(ResultSet row, int index) throws SQLException {
    return new DataKeyRow(
        row.getObject(1, UUID.class),
        new Slot(
            row.getObject(2, UUID.class), row.getString(3), RetentionClass.named(row.getString(4))),
        row.getInt(5),
        row.getObject(6, UUID.class),
        row.getBytes(7),
        instant(row, 8));
  }

  static TenantKeyRow tenantKey(ResultSet row, int index) throws SQLException {
    byte[] wrapped = row.getBytes(6);
    return new TenantKeyRow(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        Purpose.valueOf(row.getString(3).toUpperCase(java.util.Locale.ROOT)),
        row.getInt(4),
        wrapped == null ? null : new RootKey.Wrapped(row.getString(5), wrapped));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
