package dev.assay.command.keys;

import dev.assay.api.id.TenantId;
import dev.assay.api.privacy.Retention;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.eventstore.codec.EventCodec;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** For how long a tenant keeps what, as its newest settings in the record say it. */
final class RetentionSettings {
  private static final String NEWEST =
      """
      SELECT type, revision, payload FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ? AND type = 'tenant.settings-changed'
      ORDER BY sequence DESC LIMIT 1
      """;

  private final JdbcTemplate jdbc;
  private final EventCodec codec;

  /**
   * @param events of a role that may read every event
   */
  RetentionSettings(DataSource events, EventCodec codec) {
    this.jdbc = new JdbcTemplate(events);
    this.codec = codec;
  }

  /** Throws {@link IllegalArgumentException} where a setting of old says nothing we understand. */
  Retention of(TenantId tenant) {
    Map<String, String> settings =
        jdbc
            .query(
                NEWEST,
                (row, index) -> codec.decode(row.getString(1), row.getInt(2), row.getBytes(3)),
                tenant.value(),
                tenant.value())
            .stream()
            .findFirst()
            .map(event -> ((TenantSettingsChanged) event).settings())
            .orElse(Map.of());
    return Retention.of(settings);
  }
}
