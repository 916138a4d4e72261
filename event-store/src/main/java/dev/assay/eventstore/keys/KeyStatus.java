package dev.assay.eventstore.keys;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/** Looks at the keys for those who keep them. */
public final class KeyStatus {
  private static final int ROTATIONS = 20;

  private final Databases databases;
  private final RootKey root;
  private final RotationStore rotations;

  KeyStatus(Databases databases, RootKey root, RotationStore rotations) {
    this.databases = databases;
    this.root = root;
    this.rotations = rotations;
  }

  /** Throws {@link KeysUnavailableException} where the key store does not answer. */
  public KeyOverview read() {
    try {
      return new KeyOverview(
          current(),
          counts(
              """
              SELECT wrapped_by, count(*) FROM keys.tenant_keys
              WHERE wrapped IS NOT NULL GROUP BY 1 ORDER BY 1
              """),
          counts(
              "SELECT coalesce(erased_because, 'inUse'), count(*) FROM keys.data_keys GROUP BY 1 ORDER BY 1"),
          Objects.requireNonNull(
              jdbc()
                  .queryForObject(
                      "SELECT count(*) FROM keys.subjects WHERE held_at IS NOT NULL", Long.class)),
          rotations.newest(ROTATIONS),
          new RetentionJob(databases).read().orElse(null));
    } catch (DataAccessException | TransactionException e) {
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    }
  }

  private @Nullable String current() {
    try {
      return root.current();
    } catch (KeysUnavailableException e) {
      return null;
    }
  }

  private Map<String, Long> counts(String sql) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc()
        .query(
            sql,
            row -> {
              counts.put(row.getString(1), row.getLong(2));
            });
    return counts;
  }

  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }
}
