package dev.assay.command.apikey;

import dev.assay.api.apikey.ApiKeyEvent.ApiKeyIssued;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.http.security.ApiKeys;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads keys from their events, so that a revocation holds from the moment it is stored. */
public final class StoredApiKeys implements ApiKeys {
  private static final String EVENTS =
      """
      SELECT type, revision, payload FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ?
      ORDER BY sequence LIMIT 100
      """;

  private final JdbcTemplate jdbc;
  private final EventCodec codec;

  /**
   * @param events of a role that may read every event
   */
  public StoredApiKeys(DataSource events, EventCodec codec) {
    this.jdbc = new JdbcTemplate(events);
    this.codec = codec;
  }

  @Override
  public @Nullable StoredApiKey find(TenantId tenant, ApiKeyId keyId) {
    List<Object> events =
        jdbc.query(
            EVENTS,
            (row, index) -> codec.decode(row.getString(1), row.getInt(2), row.getBytes(3)),
            tenant.value(),
            keyId.value());
    boolean revoked = events.stream().anyMatch(ApiKeyRevoked.class::isInstance);
    return events.stream()
        .filter(ApiKeyIssued.class::isInstance)
        .map(ApiKeyIssued.class::cast)
        .findFirst()
        .map(key -> new StoredApiKey(key.roles(), key.secretHash(), key.expiresAt(), revoked))
        .orElse(null);
  }
}
