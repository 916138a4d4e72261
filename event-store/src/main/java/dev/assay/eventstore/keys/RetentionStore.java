package dev.assay.eventstore.keys;

import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Data keys of schema {@code keys} by age. Throws Spring's data access exceptions. */
final class RetentionStore {
  private static final String AGED =
      """
      FROM keys.data_keys k LEFT JOIN keys.subjects s USING (tenant_id, subject)
      WHERE k.tenant_id = ? AND k.retention_class = ? AND k.seals_until <= ? AND k.wrapped IS NOT NULL
      """;

  private final Databases databases;

  RetentionStore(Databases databases) {
    this.databases = databases;
  }

  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }

  RetentionJob job() {
    return new RetentionJob(databases);
  }

  Instant now() {
    return Objects.requireNonNull(jdbc().queryForObject("SELECT now()", OffsetDateTime.class))
        .toInstant();
  }

  List<UUID> tenants() {
    return jdbc()
        .queryForList(
            "SELECT DISTINCT tenant_id FROM keys.tenant_keys WHERE wrapped IS NOT NULL ORDER BY 1",
            UUID.class);
  }

  List<RetentionKeys.Due> due(UUID tenant, RetentionClass kept, Instant sealedBefore, int most) {
    return jdbc()
        .query(
            "SELECT k.key_id, k.subject "
                + AGED
                + " AND s.held_at IS NULL ORDER BY k.seals_until, k.key_id LIMIT ?",
            (row, index) -> new RetentionKeys.Due(row.getObject(1, UUID.class), row.getString(2)),
            tenant,
            kept.wire(),
            sealedBefore.atOffset(ZoneOffset.UTC),
            most);
  }

  long held(UUID tenant, RetentionClass kept, Instant sealedBefore) {
    return Objects.requireNonNull(
        jdbc()
            .queryForObject(
                "SELECT count(*) " + AGED + " AND s.held_at IS NOT NULL",
                Long.class,
                tenant,
                kept.wire(),
                sealedBefore.atOffset(ZoneOffset.UTC)));
  }

  Map<RetentionClass, RetentionKeys.Standing> standing(UUID tenant) {
    Map<RetentionClass, RetentionKeys.Standing> standings = new EnumMap<>(RetentionClass.class);
    jdbc()
        .query(
            """
            SELECT k.retention_class, count(*), count(*) FILTER (WHERE s.held_at IS NOT NULL),
              min(k.seals_until) FILTER (WHERE s.held_at IS NULL)
            FROM keys.data_keys k LEFT JOIN keys.subjects s USING (tenant_id, subject)
            WHERE k.tenant_id = ? AND k.wrapped IS NOT NULL GROUP BY 1
            """,
            row -> {
              OffsetDateTime first = row.getObject(4, OffsetDateTime.class);
              standings.put(
                  RetentionClass.named(row.getString(1)),
                  new RetentionKeys.Standing(
                      row.getLong(2), row.getLong(3), first == null ? null : first.toInstant()));
            },
            tenant);
    return standings;
  }

  int destroy(UUID tenant, List<UUID> keys) {
    return jdbc()
        .update(
            """
            UPDATE keys.data_keys
            SET wrapped = NULL, erased_at = now(), erased_because = 'retention'
            WHERE tenant_id = ? AND key_id = ANY (?) AND wrapped IS NOT NULL
            """,
            tenant,
            keys.toArray(UUID[]::new));
  }

  List<RetentionKeys.Kept> subjectsAfter(RetentionKeys.Kept last, int most) {
    return jdbc()
        .query(
            """
            SELECT s.tenant_id, s.subject FROM keys.subjects s
            WHERE (s.tenant_id, s.subject) > (?, ?) AND EXISTS (
              SELECT 1 FROM keys.data_keys k
              WHERE k.tenant_id = s.tenant_id AND k.subject = s.subject AND k.wrapped IS NOT NULL)
            ORDER BY s.tenant_id, s.subject LIMIT ?
            """,
            (row, index) -> new RetentionKeys.Kept(row.getObject(1, UUID.class), row.getString(2)),
            last.tenant(),
            last.subject(),
            most);
  }
}
